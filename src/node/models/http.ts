/** The server could not be reached, or the connection broke before it answered. */
export class ConnectionFailed extends Error {
  /** What Node calls it, such as `ECONNREFUSED`. */
  readonly code: string | undefined;
  /** Something answered, but not as HTTP has it. */
  readonly isNoHttp: boolean;

  constructor(cause: unknown) {
    super('the connection failed', { cause });
    this.name = 'ConnectionFailed';
    const causes = causesOf(cause);
    this.code = causes.map(codeOf).find((code) => code !== undefined);
    this.isNoHttp =
      causes.some(({ name }) => name === 'HTTPParserError') ||
      this.code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
  }
}

/** The server sends its clients elsewhere. */
export class Redirected extends Error {
  readonly to: string;

  constructor(to: string) {
    super(`redirected to ${to}`);
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
  let response: Response;
  try {
    response = await fetch(address, {
      ...rest,
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
    });
  } catch (error) {
    sent.signal.throwIfAborted();
    throw new ConnectionFailed(error);
  }
  const location = response.headers.get('location');
  if (response.status < 300 || response.status > 399 || location === null) return response;
  // Whatever stands in the body is for those who follow; a broken one is as good.
  await response.body?.cancel().catch(() => undefined);
  throw new Redirected(placeOf(location, address));
}

/** Where a redirect leads, without what may be secret in it. */
function placeOf(location: string, from: URL): string {
  if (!URL.canParse(location, from.href)) return 'an address that is none';
  const { origin, pathname } = new URL(location, from);
  return `${origin}${pathname}`;
}

/** The base URL as client libraries want it: their paths begin with a slash. A query (Azure's) stays. */
export function withoutLastSlash(baseUrl: string): string {
  const { origin, pathname, search } = new URL(baseUrl);
  return `${origin}${pathname.replace(/\/+$/, '')}${search}`;
}

/** The failure and what caused it, outermost first. */
function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  let cause = error;
  while (cause instanceof Error && !causes.includes(cause)) {
    causes.push(cause);
    cause = cause.cause;
  }
  return causes;
}

/** The code that Node gives for the failure. */
function codeOf(error: Error): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
