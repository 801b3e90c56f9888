import type { ModelLimits } from '../../src/node/models/endpoint.ts';
import type { Act } from './raw-server.ts';
import type { WireForm } from './wire-forms.ts';

/** A server that means harm, and what the user gets. */
export interface HostileServer {
  readonly name: string;
  act(form: WireForm): Act;
  /** The request fails, and the message says this. */
  readonly fails?: RegExp;
  /** There is a sample: its text, or why there is none. */
  readonly gives?: RegExp;
  /** Limits of the product that the server would exceed. */
  readonly limits?: Partial<ModelLimits>;
}

const crlf = '\r\n';
export const head = (type: string, ...more: string[]) =>
  ['HTTP/1.1 200 OK', `content-type: ${type}`, 'connection: close', ...more, '', ''].join(crlf);
export const stream = head('text/event-stream');
export const json = head('application/json');
export const status = (line: string, ...more: string[]) =>
  [`HTTP/1.1 ${line}`, 'connection: close', ...more, '', ''].join(crlf);

/** Sends these bytes and ends the connection. */
export const sends =
  (of: (form: WireForm) => readonly (string | Uint8Array)[]) =>
  (form: WireForm): Act =>
  async (connection) => {
    for (const bytes of of(form)) await connection.write(bytes);
  };

/** Begins so, then repeats until the client leaves. */
export const floods =
  (begin: string, piece: (form: WireForm) => string | Uint8Array, pauseMs = 0) =>
  (form: WireForm): Act =>
  async (connection) => {
    await connection.write(begin);
    await connection.flood(piece(form), pauseMs);
  };

/** Begins so, then says nothing more. */
export const waits =
  (begin: (form: WireForm) => string) =>
  (form: WireForm): Act =>
  async (connection) => {
    await connection.write(begin(form));
    await connection.untilLeft();
  };
