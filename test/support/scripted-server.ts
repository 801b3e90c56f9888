import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { requestAt } from './api-requests.ts';

/** A request in the words of a chat completion, as far as tests look at it. */
export interface ChatRequest {
  /** By which API it came. */
  readonly api?: 'chat' | 'responses' | 'messages' | 'gemini';
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly n?: number;
  readonly temperature?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
}

/** How the server behaves on one request. */
export type Behaviour =
  | { readonly kind: 'answer'; readonly samples: readonly string[]; readonly usage?: boolean }
  /** The whole completion as JSON although a stream was asked for. */
  | { readonly kind: 'unstreamed'; readonly samples: readonly string[] }
  /** Sends this much of the first sample, then destroys the connection. */
  | { readonly kind: 'cut'; readonly sample: string; readonly characters: number }
  /** Sends headers and the given text, then nothing until the client leaves. */
  | { readonly kind: 'stall'; readonly sample: string }
  /** Accepts the request and never answers. */
  | { readonly kind: 'hang' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message: string;
      readonly code?: string;
      readonly param?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'raw';
      readonly type: string;
      readonly body: string;
      /** 200 when absent. */
      readonly status?: number;
    }
  /** Sends the pieces as they are, one write each; then ends, or breaks the connection. */
  | {
      readonly kind: 'wire';
      readonly status?: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly pieces: readonly string[];
      readonly breaks?: boolean;
    }
  /** Sends the same piece again and again, or the next one by its number, until the client leaves. */
  | {
      readonly kind: 'endless';
      readonly piece: string | ((number: number) => string);
      readonly type?: string;
      readonly everyMs?: number;
    };

export type Script = (request: ChatRequest, ordinal: number) => Behaviour | Promise<Behaviour>;

export interface Received {
  readonly body: ChatRequest;
  /** The body as it came. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** A real HTTP server on loopback that speaks the APIs of model servers by a script. */
export class ScriptedServer {
  readonly received: Received[] = [];
  /** What it tells beside the common protocol, by path. */
  readonly tells = new Map<string, object>();
  /** Requests whose client went away before the answer was complete. */
  abandoned = 0;
  readonly #leaving: (() => void)[] = [];
  /** Requests being answered now, and the most there ever were at once. */
  active = 0;
  mostActive = 0;
  readonly #script: Script;
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`the script failed: ${String(error)}`);
    });
  });

  constructor(script: Script) {
    this.#script = script;
  }

  /** Starts listening and gives the base URL; that of Chat Completions ends in `/v1`. */
  async start(base = '/v1'): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `${this.origin}${base}`;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Resolves when so many clients have gone away before their answers were complete. */
  async left(requests: number): Promise<void> {
    while (this.abandoned < requests) {
      await new Promise<void>((resolve) => this.#leaving.push(resolve));
    }
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const told = this.tells.get(request.url ?? '');
    const list = told ?? (request.method === 'GET' ? lists.get(request.url ?? '') : undefined);
    if (list) {
      json(response, 200, list);
      return;
    }
    const path = request.url ?? '';
    const raw = request.method === 'POST' ? (JSON.parse(text) as Received['raw']) : undefined;
    const body = raw && requestAt(path, raw);
    if (!body) {
      json(response, 404, { error: { message: `nothing at ${path}` } });
      return;
    }
    const ordinal = this.received.push({ body, raw, path, headers: request.headers }) - 1;
    this.active += 1;
    this.mostActive = Math.max(this.mostActive, this.active);
    response.on('close', () => {
      this.active -= 1;
      if (response.writableFinished) return;
      this.abandoned += 1;
      for (const tell of this.#leaving.splice(0)) tell();
    });
    behave(await this.#script(body, ordinal), body, response);
  }
}

/** What is told of the models, by path. */
const lists: ReadonlyMap<string, object> = new Map([
  ['/v1/models', { object: 'list', data: [{ id: 'scripted', object: 'model' }] }],
  [
    '/anthropic/v1/models?limit=1000',
    { data: [{ type: 'model', id: 'scripted' }], has_more: false },
  ],
  ['/v1beta/models?pageSize=1000', { models: [{ name: 'models/scripted' }] }],
]);

function behave(behaviour: Behaviour, request: ChatRequest, response: ServerResponse): void {
  switch (behaviour.kind) {
    case 'hang':
      return;
    case 'status':
      json(
        response,
        behaviour.status,
        { error: { message: behaviour.message, code: behaviour.code, param: behaviour.param } },
        behaviour.headers,
      );
      return;
    case 'raw':
      response.writeHead(behaviour.status ?? 200, { 'content-type': behaviour.type });
      response.end(behaviour.body);
      return;
    case 'wire':
      response.writeHead(behaviour.status ?? 200, behaviour.headers);
      sendPieces(response, behaviour.pieces, behaviour.breaks === true);
      return;
    case 'endless':
      response.writeHead(200, { 'content-type': behaviour.type ?? 'text/event-stream' });
      sendForever(response, behaviour.piece, behaviour.everyMs ?? 0);
      return;
    case 'unstreamed':
      json(response, 200, completion(behaviour.samples, request));
      return;
    case 'cut':
      startStream(response);
      sendPiece(response, 0, behaviour.sample.slice(0, behaviour.characters), () => {
        response.destroy();
      });
      return;
    case 'stall':
      startStream(response);
      if (behaviour.sample) sendPiece(response, 0, behaviour.sample);
      return;
    case 'answer':
      if (request.stream) stream(behaviour, request, response);
      else json(response, 200, completion(behaviour.samples, request));
  }
}

const head = { id: 'scripted', created: 0, model: 'scripted' };

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function completion(samples: readonly string[], request: ChatRequest): unknown {
  return {
    ...head,
    object: 'chat.completion',
    choices: samples.map((content, index) => ({
      index,
      message: { role: 'assistant', content },
      finish_reason: 'stop',
    })),
    usage: usage(samples, request),
  };
}

function usage(samples: readonly string[], request: ChatRequest) {
  const count = (texts: readonly string[]) => Math.ceil(texts.join('').length / 4);
  const prompt = count(request.messages.map((message) => message.content));
  const completed = count(samples);
  return {
    prompt_tokens: prompt,
    completion_tokens: completed,
    total_tokens: prompt + completed,
  };
}

function sendPieces(response: ServerResponse, pieces: readonly string[], breaks: boolean): void {
  const [piece, ...rest] = pieces;
  if (piece !== undefined) {
    response.write(piece, () => {
      sendPieces(response, rest, breaks);
    });
  } else if (breaks) response.destroy();
  else response.end();
}

function sendForever(
  response: ServerResponse,
  piece: string | ((number: number) => string),
  everyMs: number,
  number = 0,
): void {
  if (response.destroyed) return;
  response.write(typeof piece === 'string' ? piece : piece(number), () => {
    setTimeout(() => sendForever(response, piece, everyMs, number + 1), everyMs);
  });
}

function startStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
}

function sendChunk(response: ServerResponse, data: object, sent?: () => void): void {
  const chunk = { ...head, object: 'chat.completion.chunk', ...data };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`, sent);
}

function sendPiece(response: ServerResponse, index: number, content: string, sent?: () => void) {
  sendChunk(response, { choices: [{ index, delta: { content }, finish_reason: null }] }, sent);
}

function stream(
  behaviour: Extract<Behaviour, { kind: 'answer' }>,
  request: ChatRequest,
  response: ServerResponse,
): void {
  startStream(response);
  behaviour.samples.forEach((content, index) => {
    for (const piece of content.match(/[^]{1,40}/g) ?? ['']) sendPiece(response, index, piece);
    sendChunk(response, { choices: [{ index, delta: {}, finish_reason: 'stop' }] });
  });
  if (request.stream_options?.include_usage && behaviour.usage !== false) {
    sendChunk(response, { choices: [], usage: usage(behaviour.samples, request) });
  }
  response.end('data: [DONE]\n\n');
}
