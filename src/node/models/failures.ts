import type { ModelApi, ModelFailure } from '../../core/ports.ts';
import { apiWanted } from './api.ts';
import { BodyBroke, TooMuch } from './body-reader.ts';
import type { ModelEndpoint } from './endpoint.ts';
import { ConnectionFailed, innermostMessage, Redirected } from './http.ts';
import { printable, type ServerWords } from './server-words.ts';
import { withoutKey } from './without-key.ts';

/** Why one attempt failed, and whether another may help. */
export interface AttemptFailure {
  readonly failure: ModelFailure;
  /** Present when trying again may help; `afterMs` where the server said when, `tries` at most. */
  readonly retry?: { readonly afterMs?: number; readonly tries?: number };
  /** True where the server said that it is overloaded. */
  readonly overloaded?: boolean;
  /** The server rejects the request as it is: what it said of it. */
  readonly rejected?: ServerWords;
  /** The limit of tokens was used up before there was an answer: OpenAI may say so with a 400. */
  readonly isCutShort?: boolean;
  /** It wants to be asked in another way. */
  readonly otherApi?: ModelApi;
}

/** The answer broke a limit of ours, or was no chat completion at all. */
export class AnswerError extends Error {
  readonly reason: 'timeout' | 'bad-response';

  constructor(reason: 'timeout' | 'bad-response', message: string) {
    super(message);
    this.name = 'AnswerError';
    this.reason = reason;
  }
}

/** The server answered that it will not or cannot: by its status, or in an answer that began well. */
export class ServerRefused extends Error {
  readonly status: number | undefined;
  readonly words: ServerWords;
  readonly headers: Headers | undefined;

  constructor(words: ServerWords, status?: number, headers?: Headers) {
    super(words.said);
    this.name = 'ServerRefused';
    this.words = words;
    // Some proxies answer 200 with the true status inside.
    this.status = status ?? words.status;
    this.headers = headers;
  }
}

const ours = [AnswerError, BodyBroke, ConnectionFailed, Redirected, ServerRefused, TooMuch];

/**
 * What of ours made a client library fail, the innermost where one wraps another (a body that is read
 * twice breaks twice); the failure itself where that was nothing of ours.
 */
export function causeOfOurs(error: unknown): unknown {
  let found = error;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const each = cause;
    if (ours.some((kind) => each instanceof kind)) found = each;
  }
  return found;
}

/** How servers say that prompt and answer together are longer than the model can read. */
const contextTooLong =
  /context[ _-]?(length|window|size|limit)|max(imum)? (context|model) len|maximum context|exceed_context|too many (input )?tokens|(prompt|input|request|messages?)( is| are|'s)? too (long|large)|(prompt|input) (length|tokens?|token count).{0,40}exceed|exceeds? the (available|model's|maximum (number of )?(input )?tokens)|input length .{0,40}exceed|reduce the length of/i;

const outOfCredit =
  /insufficient[ _](quota|credits?|balance|funds)|(credit|account) balance is too low|not enough credits?|(no|out of) credits?\b|credits? (are |is )?(used up|exhausted|depleted)|payment required|exceeded your current quota.{0,40}billing/i;

const usedUp = /could not finish the message because .{0,40}limit was reached/i;

const unknownModel =
  /model_not_found|\bmodel\b.{0,80}(does not exist|not found|is not (available|loaded|supported|a valid)|unknown)|(no such|unknown|invalid|unsupported) model|not a valid model/i;

/** No server at the address, or no such address. */
const absent: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Sorts what happened on the way to an answer into reasons that code can test. */
export function classify(error: unknown, endpoint: ModelEndpoint, now: number): AttemptFailure {
  const { failure, ...rest } = sorted(error, endpoint, now);
  return {
    ...rest,
    failure: { ...failure, message: withoutKey(failure.message, endpoint.apiKey) },
  };
}

function sorted(error: unknown, endpoint: ModelEndpoint, now: number): AttemptFailure {
  if (error instanceof AnswerError) {
    // What is no model server now will be none in a while; a proxy's hiccup is gone at once.
    return {
      failure: { reason: error.reason, message: error.message },
      retry: { tries: 2 },
    };
  }
  if (error instanceof TooMuch) {
    return { failure: { reason: 'bad-response', message: error.message } };
  }
  if (error instanceof ConnectionFailed) return classifyConnection(error, endpoint);
  if (error instanceof Redirected) return classifyRedirect(error, endpoint);
  if (error instanceof ServerRefused) return classifyRefusal(error, endpoint, now);
  return {
    failure: {
      reason: 'server-error',
      message: `The answer broke off: ${printable(innermostMessage(error))}`,
    },
    retry: {},
  };
}

function classifyRedirect({ to }: Redirected, { baseUrl }: ModelEndpoint): AttemptFailure {
  const where = to === '' ? 'elsewhere' : `to ${printable(to)}`;
  const message = `${baseUrl} redirects ${where}. Neither the key nor the request is sent there: set the base URL to the server's own address.`;
  return { failure: { reason: 'not-configured', message } };
}

/** How Node's parser and client name an answer that breaks the rules of HTTP. */
const notHttp =
  /does not match the HTTP\/1\.1 protocol|HPE_(?!INVALID_EOF_STATE)|UND_ERR_(HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH)/;

/** The connection was there, and ended. */
const closed: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'HPE_INVALID_EOF_STATE',
]);

/** What `fetch` says of an address that it never connects to, whatever listens there. */
const unusable = /^(bad port|unknown scheme|invalid url|url scheme must be)/i;

/** How TLS fails where the server speaks none. */
const noTls = /WRONG_VERSION_NUMBER|packet length too long|EPROTO/i;

/** How Node names a certificate that it does not trust. */
const untrusted =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|ERR_TLS_CERT)/;

/** Faults of the address or of the certificate: asking again changes nothing. */
function lastingFault(code: string, why: string, baseUrl: string): string | undefined {
  if (unusable.test(why)) {
    return `${baseUrl} cannot be used as an address (${why}). Set a base URL such as http://localhost:11434/v1; some low ports are closed to web requests.`;
  }
  if (untrusted.test(code)) {
    return `The certificate of ${baseUrl} is not trusted (${code}). Have the server present a valid one, or name its authority in NODE_EXTRA_CA_CERTS.`;
  }
  if (noTls.test(`${code} ${why}`)) {
    return `${baseUrl} does not speak TLS (${code || why}). If the server is on this machine, begin the base URL with http:// instead of https://.`;
  }
  return undefined;
}

function classifyConnection(error: ConnectionFailed, { baseUrl }: ModelEndpoint): AttemptFailure {
  const { code } = error;
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    const message = `${baseUrl} took the request and sent no answer for too long.`;
    return { failure: { reason: 'timeout', message }, retry: { tries: 2 } };
  }
  const why = printable(innermostMessage(error));
  const lasting = lastingFault(code ?? '', why, baseUrl);
  if (lasting !== undefined) return { failure: { reason: 'not-configured', message: lasting } };
  if (notHttp.test(why)) {
    const message = `What ${baseUrl} answers is not proper HTTP: ${why}. Check that the base URL is that of a model server.`;
    return { failure: { reason: 'bad-response', message }, retry: { tries: 2 } };
  }
  if (code !== undefined && closed.has(code)) {
    const message = `${baseUrl} closed the connection without an answer (${code}). See whether the server still runs, and what its log says.`;
    return { failure: { reason: 'unreachable', message }, retry: {} };
  }
  const cause = ` (${code ?? why})`;
  return {
    failure: {
      reason: 'unreachable',
      message: `No model server answers at ${baseUrl}${cause}. Start it, or set another base URL.`,
    },
    // Where nothing listens, waiting long helps nobody; the user can start the server and resume.
    retry: code !== undefined && absent.has(code) ? { tries: 2 } : {},
  };
}

function classifyRefusal(
  { status, words, headers }: ServerRefused,
  endpoint: ModelEndpoint,
  now: number,
): AttemptFailure {
  const { baseUrl, model } = endpoint;
  const { code = '' } = words;
  // Within sentences of ours, theirs ends where ours does.
  const said = words.said.replace(/[.\s]+$/, '') || 'without a word of why';
  const told = `${code} ${said}`;
  const otherApi = apiWanted(words, status);
  const failed = (reason: ModelFailure['reason'], message: string): AttemptFailure => ({
    failure: { reason, message },
    ...(otherApi === undefined ? {} : { otherApi }),
  });
  if (status === 402 || (status !== undefined && status < 500 && outOfCredit.test(told))) {
    return failed(
      'out-of-credit',
      `${baseUrl}: the account has no credit or quota left (${said}). Add credit there, or choose another server.`,
    );
  }
  if (status === 401 || status === 403) {
    return failed(
      'unauthorised',
      `${baseUrl} refused the API key (${said}). Set a valid key for this server.`,
    );
  }
  if (status === 413 || (status !== 429 && contextTooLong.test(told))) {
    return {
      ...failed(
        'context-too-long',
        `The request is longer than ${model} can read (${said}). Give the server a larger context, or choose another model.`,
      ),
      // Prompt and answer share the context: a smaller answer may still fit.
      rejected: words,
    };
  }
  if (status === 404 || status === 405 || (status !== 429 && unknownModel.test(told))) {
    return failed(
      'not-configured',
      `${baseUrl} knows no model "${model}" or has no chat completions there (${said}). Check the model name and the base URL.`,
    );
  }
  if (status !== undefined && status >= 400 && status < 500 && !isPassing(status)) {
    return {
      ...failed('rejected', `${baseUrl} rejected the request (${status}): ${said}.`),
      rejected: words,
      ...(usedUp.test(said) ? { isCutShort: true } : {}),
    };
  }
  const overloaded = status === 429 || status === 503 || status === 529;
  const afterMs = retryAfter(headers, now);
  const asked = afterMs === undefined ? {} : { afterMs };
  const answered = status === undefined ? 'answered with an error' : `answered ${status}`;
  return {
    ...failed(status === 429 ? 'rate-limited' : 'server-error', `${baseUrl} ${answered}: ${said}.`),
    // A failure without a status says nothing of whether it passes.
    retry: status === undefined ? { ...asked, tries: 2 } : asked,
    ...(overloaded ? { overloaded } : {}),
  };
}

/** Statuses of the client's own range that say "not now". */
function isPassing(status: number): boolean {
  return status === 408 || status === 409 || status === 425 || status === 429;
}

/** `retry-after-ms`, or `Retry-After` as seconds or as a date. */
function retryAfter(headers: Headers | undefined, now: number): number | undefined {
  const exact = Number(headers?.get('retry-after-ms') || NaN);
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
