import { directRoute } from './direct-route.ts';

/** The server could not be reached, or the connection broke before it answered. */
export class ConnectionFailed extends Error {
  /** What Node calls it, such as `ECONNREFUSED`. */
  readonly code: string | undefined;

  constructor(cause: unknown) {
    super(`the connection failed: ${innermostMessage(cause)}`, { cause });
    this.name = 'ConnectionFailed';
    this.code = codeOf(cause);
  }
}

/** The server wants another address to be asked. */
export class Redirected extends Error {
  /** As the server gave it; empty where it named none. */
  readonly to: string;

  constructor(to: string) {
    super('the server redirects');
    this.name = 'Redirected';
    this.to = to;
  }
}

/** One request, as it goes over the wire. */
export interface Sent {
  readonly method: string;
  /** All of them: whatever else a client library would add stays here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/**
 * Sends one request to the server of `baseUrl`. A redirect is no answer: following it could carry the key
 * to another origin.
 * @throws ConnectionFailed where no answer began; Redirected; the signal's reason where it was aborted.
 */
export async function send(baseUrl: string, address: URL, sent: Sent): Promise<Response> {
  if (address.origin !== new URL(baseUrl).origin) {
    throw new Error(`a key for ${baseUrl} must not be sent to ${address.origin}`);
  }
  const { body, ...rest } = sent;
  const response = await fetch(address, {
    ...rest,
    ...(body === undefined ? {} : { body }),
    ...directRoute(),
    redirect: 'manual',
  } as RequestInit).catch((error: unknown) => {
    sent.signal.throwIfAborted();
    throw new ConnectionFailed(error);
  });
  if (response.status < 300 || response.status >= 400) return response;
  await response.body?.cancel();
  throw new Redirected(response.headers.get('location') ?? '');
}

/** The base URL as client libraries want it: their paths begin with a slash. A query (Azure's) stays. */
export function withoutLastSlash(baseUrl: string): string {
  const { origin, pathname, search } = new URL(baseUrl);
  return `${origin}${pathname.replace(/\/+$/, '')}${search}`;
}

/** What the failure below all that wrap it says. */
export function innermostMessage(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  if (!(inner instanceof Error)) return String(inner);
  const code = codeOf(inner);
  const isTold = code === undefined || inner.message.includes(code);
  return isTold ? inner.message : `${inner.message} (${code})`;
}

/** The code that Node gives for the failure. */
function codeOf(error: unknown): string | undefined {
  let cause = error;
  while (cause instanceof Error) {
    const { code } = cause as { readonly code?: unknown };
    if (typeof code === 'string') return code;
    cause = cause.cause;
  }
  return undefined;
}
