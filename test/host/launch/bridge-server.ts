/** The launcher's side of the channel: one HTTP server on loopback, one POST for each call. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BridgeReply, BridgeRequest } from '../protocol.ts';

export type Handler = (method: string, args: unknown[]) => Promise<unknown>;

export interface BridgeServer {
  /** Secret address for the extension host. */
  address: string;
  dispose(): Promise<void>;
}

export async function startBridge(handle: Handler): Promise<BridgeServer> {
  const path = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    if (request.method !== 'POST' || request.url !== path) {
      response.writeHead(404).end();
      return;
    }
    answer(request, response, handle).catch((error: unknown) => response.destroy(asError(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${path}`,
    dispose: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handle: Handler,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const { method, args } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as BridgeRequest;
  let reply: BridgeReply;
  try {
    reply = { ok: true, value: (await handle(method, args)) ?? null };
  } catch (error) {
    reply = { ok: false, message: asError(error).message };
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
