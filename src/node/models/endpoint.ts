import { sampleLimit } from '../../core/engine/prices.ts';
import type { ModelApi, ModelRequest } from '../../core/ports.ts';

/** One server and the model to ask there. */
export interface ModelEndpoint {
  /** Base URL including the version path, such as `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Local servers need none. */
  readonly apiKey?: string;
  /** How it is to be asked. Absent: as its address and its answers say. */
  readonly api?: ModelApi;
}

/** How large and long one answer of a server may become before it is given up. */
export interface AnswerBounds {
  /** Of the whole response, as it comes off the wire. */
  readonly bytes: number;
  readonly events: number;
  /** Characters of one event, or of an answer that does not stream: it is held in memory until it can be read. */
  readonly value: number;
  /** Of one sample: text and reasoning together. */
  readonly characters: number;
}

/** Time limits and persistence of one endpoint. Connecting itself is limited by Node (10 s). */
export interface ModelLimits {
  /** From sending a request to the first piece of its answer; local servers read long prompts slowly. */
  readonly firstTokenMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
  /** From sending a request to the end of its answer, however busily it goes on. */
  readonly answerMs: number;
  /** Tries of one request, the first included. */
  readonly attempts: number;
  /** Delay before the second try; doubled for each further one, with jitter. */
  readonly backoffMs: number;
  /** The longest wait that a server may ask for; beyond it the request fails at once. */
  readonly longestWaitMs: number;
  /** Requests in flight at once, at most. */
  readonly concurrency: number;
}

export const defaultLimits: ModelLimits = {
  firstTokenMs: 300_000,
  idleMs: 60_000,
  answerMs: 1_800_000,
  attempts: 5,
  backoffMs: 1_000,
  longestWaitMs: 120_000,
  concurrency: 8,
};

/** A time limit for client libraries beyond every limit of ours, which end requests by their signal. */
export const neverMs = 2 ** 31 - 1;

/** What an answer to a request may come to, generously: servers wrap each token in an event of its own. */
export function boundsFor(request: ModelRequest): AnswerBounds {
  const limit = sampleLimit(request);
  const tokens = request.samples * limit;
  const characters = 4096 + limit * 16;
  return {
    bytes: 4 * 2 ** 20 + tokens * 1024,
    events: 10_000 + tokens * 4,
    // Beside the texts, which some servers escape, there is what they say of the request.
    value: 2 ** 20 + request.samples * characters * 2,
    characters,
  };
}
