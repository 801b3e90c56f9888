/** One OpenAI-compatible server and the model to ask there. */
export interface ModelEndpoint {
  /** Base URL including the version path, such as `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Local servers need none. */
  readonly apiKey?: string;
}

/** Time limits and persistence of one endpoint. Connecting itself is limited by Node (10 s). */
export interface ModelLimits {
  /** From sending a request to the first piece of its answer; local servers read long prompts slowly. */
  readonly firstTokenMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
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
  attempts: 5,
  backoffMs: 1_000,
  longestWaitMs: 120_000,
  concurrency: 8,
};
