import type { ModelEndpoint } from './endpoint.ts';

/** The server could not be reached, or the connection broke before it answered. */
export class ConnectionFailed extends Error {
  /** What Node calls it, such as `ECONNREFUSED`. */
  readonly code: string | undefined;

  constructor(cause: unknown) {
    super('the connection failed', { cause });
    this.name = 'ConnectionFailed';
    this.code = codeOf(cause);
  }
}

/**
 * One request to a model server. What is sent depends on the endpoint and the body alone: neither
 * headers nor keys of the environment go along, and a redirect is no answer, since following it could
 * carry the key to another origin.
 * @throws ConnectionFailed where no answer began; the signal's reason where it was aborted.
 */
export async function request(
  { baseUrl, apiKey }: Omit<ModelEndpoint, 'model'>,
  path: string,
  { body, signal }: { readonly body?: unknown; readonly signal: AbortSignal },
): Promise<Response> {
  try {
    return await fetch(addressOf(baseUrl, path), {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new ConnectionFailed(error);
  }
}

/** A path below the base URL, whose query (Azure's `api-version`) stays. */
function addressOf(baseUrl: string, path: string): URL {
  const address = new URL(baseUrl);
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${path}`;
  return address;
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
