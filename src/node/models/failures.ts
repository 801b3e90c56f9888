import { APIConnectionError, APIError } from 'openai';
import type { ModelFailure } from '../../core/ports.ts';
import type { ModelEndpoint } from './endpoint.ts';

/** Why one attempt failed, and whether another may help. */
export interface AttemptFailure {
  readonly failure: ModelFailure;
  /** Present when trying again may help; `afterMs` where the server said when, `tries` at most. */
  readonly retry?: { readonly afterMs?: number; readonly tries?: number };
  /** True where the server said that it is overloaded. */
  readonly overloaded?: boolean;
  /** A 400: the server's words and the parameter it named. */
  readonly rejected?: { readonly message: string; readonly parameter: string | null | undefined };
}

/** The answer broke a time limit of ours, or was no chat completion at all. */
export class AnswerError extends Error {
  readonly reason: 'timeout' | 'bad-response';

  constructor(reason: 'timeout' | 'bad-response', message: string) {
    super(message);
    this.name = 'AnswerError';
    this.reason = reason;
  }
}

const contextTooLong =
  /context[ _](length|window|size)|maximum context|too many tokens|prompt is too long|exceeds? the (available|model's)/i;

/** No server at the address, or no such address. */
const absent: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND']);

/** Sorts what `openai` and the network throw into reasons that code can test. */
export function classify(error: unknown, endpoint: ModelEndpoint, now: number): AttemptFailure {
  if (error instanceof AnswerError) {
    // What is no model server now will be none in a while; a proxy's hiccup is gone at once.
    const retry = error.reason === 'bad-response' ? { tries: 2 } : {};
    return { failure: { reason: error.reason, message: error.message }, retry };
  }
  if (error instanceof APIConnectionError) {
    const code = causeOf(error);
    const cause = code === undefined ? '' : ` (${code})`;
    return {
      failure: {
        reason: 'unreachable',
        message: `No model server answers at ${endpoint.baseUrl}${cause}. Start it, or set another base URL.`,
      },
      // Where nothing listens, waiting long helps nobody; the user can start the server and resume.
      retry: code !== undefined && absent.has(code) ? { tries: 2 } : {},
    };
  }
  if (error instanceof APIError) return classifyStatus(error as APIError, endpoint, now);
  if (error instanceof SyntaxError) {
    return {
      failure: {
        reason: 'bad-response',
        message: `The server at ${endpoint.baseUrl} sent something that is not a chat completion. Check that the base URL ends in its API path, often /v1.`,
      },
      retry: { tries: 2 },
    };
  }
  return {
    failure: { reason: 'server-error', message: `The answer broke off: ${messageOf(error)}` },
    retry: {},
  };
}

function classifyStatus(error: APIError, endpoint: ModelEndpoint, now: number): AttemptFailure {
  const status = error.status;
  const said = error.message;
  if (status === 401 || status === 403) {
    return {
      failure: {
        reason: 'unauthorised',
        message: `${endpoint.baseUrl} refused the API key (${said}). Set a valid key for this server.`,
      },
    };
  }
  if (status === 404) {
    return {
      failure: {
        reason: 'not-configured',
        message: `${endpoint.baseUrl} knows no model "${endpoint.model}" or has no chat completions there (${said}). Check the model name and the base URL.`,
      },
    };
  }
  if (error.code === 'context_length_exceeded' || contextTooLong.test(said) || status === 413) {
    return {
      failure: {
        reason: 'context-too-long',
        message: `The request is longer than ${endpoint.model} can read (${said}).`,
      },
    };
  }
  if (status === 400 || status === 422) {
    return {
      failure: {
        reason: 'bad-response',
        message: `${endpoint.baseUrl} rejected the request: ${said}`,
      },
      rejected: { message: said, parameter: error.param },
    };
  }
  const overloaded = status === 429 || status === 503 || status === 529;
  const quota = error.code === 'insufficient_quota';
  const transient =
    !quota &&
    (overloaded || status === undefined || status >= 500 || status === 408 || status === 409);
  const afterMs = retryAfter(error.headers, now);
  return {
    failure: {
      reason: status === 429 ? 'rate-limited' : 'server-error',
      message: quota
        ? `${endpoint.baseUrl}: the account has no quota left (${said}).`
        : `${endpoint.baseUrl} answered ${said}`,
    },
    ...(transient ? { retry: afterMs === undefined ? {} : { afterMs } } : {}),
    ...(overloaded ? { overloaded } : {}),
  };
}

/** `retry-after-ms`, or `Retry-After` as seconds or as a date. */
function retryAfter(headers: Headers | undefined, now: number): number | undefined {
  const exact = Number(headers?.get('retry-after-ms') ?? NaN);
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The code that Node gives for the failure, such as `ECONNREFUSED`. */
function causeOf(error: Error): string | undefined {
  let cause: unknown = error.cause;
  while (cause instanceof Error) {
    const code = (cause as { code?: unknown }).code;
    if (typeof code === 'string') return code;
    cause = cause.cause;
  }
  return undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
