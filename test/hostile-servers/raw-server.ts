import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What a server does with a request; resolves when it is done with the connection, which is then ended. */
export type Act = (connection: Connection) => Promise<void> | void;

/** The hostile end of one connection: it writes bytes as they are. */
export class Connection {
  readonly socket: Socket;
  /** Requests that came over it so far, this one included. */
  requests = 0;

  constructor(socket: Socket) {
    this.socket = socket;
  }

  /** Resolves when the bytes are out, or the client has gone. */
  async write(bytes: string | Uint8Array): Promise<void> {
    if (this.socket.destroyed) return;
    await new Promise<void>((resolve) => {
      this.socket.once('close', resolve);
      this.socket.write(bytes, () => {
        this.socket.off('close', resolve);
        resolve();
      });
    });
  }

  /** The same piece again and again, until the client leaves. */
  async flood(piece: string | Uint8Array, pauseMs = 0): Promise<void> {
    while (!this.socket.destroyed) {
      await this.write(piece);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** Waits for the client to leave. */
  async untilLeft(): Promise<void> {
    if (!this.socket.destroyed) await new Promise((resolve) => this.socket.once('close', resolve));
  }
}

/** A server on loopback that knows nothing of HTTP but where a request ends. */
export class RawServer {
  /** Heads of the requests that came. */
  readonly heads: string[] = [];
  connections = 0;
  readonly #open = new Set<Connection>();
  readonly #act: Act;
  readonly #server = createServer((socket) => this.#serve(socket));

  constructor(act: Act) {
    this.#act = act;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves when every connection is closed: one that the client leaves open beside an answer that goes on never is. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    await Promise.all([...this.#open].map((connection) => connection.untilLeft()));
    await closed;
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    const connection = new Connection(socket);
    this.#open.add(connection);
    // Clients that leave in the middle reset the connection.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#open.delete(connection));
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
      const end = requestEnd(text);
      if (end === undefined) return;
      this.heads.push(text.slice(0, text.indexOf('\r\n\r\n')));
      text = text.slice(end);
      connection.requests += 1;
      void Promise.resolve(this.#act(connection)).then(() => socket.end());
    });
  }
}

/** Where the request ends with which the text begins; undefined while it has not come. */
function requestEnd(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1] ?? '0';
  const end = head + 4 + Number(length);
  return text.length >= end ? end : undefined;
}
