import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What is done to a client once its request has come. */
export type Attack = (socket: Socket, server: HostileServer) => void;

/** A TCP server that says to every request what an attack wants, be it HTTP or not. */
export class HostileServer {
  /** The heads of all requests, as they came. */
  readonly requests: string[] = [];
  readonly #attack: Attack;
  readonly #open = new Set<Socket>();
  readonly #waiting: (() => void)[] = [];
  readonly #server = createServer({ allowHalfOpen: true }, (socket) => {
    this.#accept(socket);
  });

  constructor(attack: Attack) {
    this.#attack = attack;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this.origin;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves when no connection is open: one that the client keeps holds the test until its time is up. */
  async left(): Promise<void> {
    if (this.#open.size === 0) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async stop(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: Socket): void {
    this.#open.add(socket);
    socket.on('close', () => {
      this.#open.delete(socket);
      if (this.#open.size > 0) return;
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
    // A client that leaves resets the connection: that is what is wanted of it.
    socket.on('error', () => socket.destroy());
    // A client that is done closes its side; nothing that is still being sent interests it.
    socket.on('end', () => socket.destroySoon());
    let head = '';
    let isAttacked = false;
    socket.on('data', (data) => {
      if (isAttacked) return;
      head += data.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (end < 0 || head.length < end + 4 + length) return;
      isAttacked = true;
      this.requests.push(head.slice(0, end));
      this.#attack(socket, this);
    });
  }
}

export interface ReplyHead {
  readonly status?: string;
  readonly type?: string;
  readonly headers?: readonly string[];
}

/** The head of a response that ends with its connection. */
export function head({ status = '200 OK', type, headers = [] }: ReplyHead = {}): string {
  const lines = [...(type === undefined ? [] : [`content-type: ${type}`]), ...headers];
  return [`HTTP/1.1 ${status}`, 'connection: close', ...lines, '', ''].join('\r\n');
}

/** A whole response. */
export function reply(body: string | Buffer, of: ReplyHead = {}): Attack {
  return (socket) => {
    socket.write(head(of));
    socket.end(body);
  };
}

export function events(...pieces: readonly (string | Buffer)[]): Attack {
  return reply(Buffer.concat(pieces.map((piece) => Buffer.from(piece))), {
    type: 'text/event-stream',
  });
}

/** A head, and then the same piece until the client leaves, as fast as it reads or every few milliseconds. */
export function endless(start: string, piece: string | Buffer, everyMs?: number): Attack {
  return (socket) => {
    socket.write(start);
    const next = () => {
      if (socket.destroyed) return;
      socket.write(piece, () => {
        if (everyMs === undefined) setImmediate(next);
        else setTimeout(next, everyMs);
      });
    };
    next();
  };
}
