import { setTimeout as delay } from 'node:timers/promises';
import OpenAI from 'openai';
import { fail, ok, type Result } from '../../core/result.ts';
import type {
  CancelSignal,
  Clock,
  Model,
  ModelFailure,
  ModelOptions,
  ModelReply,
  ModelRequest,
  ModelSample,
  Random,
} from '../../core/ports.ts';
import { Adaptations } from './adaptations.ts';
import { readAnswer, type Answer } from './answer-stream.ts';
import { defaultLimits, type ModelEndpoint, type ModelLimits } from './endpoint.ts';
import { AnswerError, classify } from './failures.ts';
import { Limiter, WaitCancelled } from './limiter.ts';

const cancelled: ModelFailure = { reason: 'cancelled', message: 'The request was cancelled.' };
/** Rough and never low for code: servers that count nothing are charged by it. */
const charactersPerToken = 4;

export interface ModelPorts {
  readonly random: Random;
  readonly clock: Clock;
}

/**
 * Any OpenAI-compatible server, over Chat Completions. One object per endpoint and model: it owns
 * what was learnt about the endpoint and its share of requests in flight.
 */
export class OpenAiModel implements Model {
  readonly id: string;
  readonly #endpoint: ModelEndpoint;
  readonly #limits: ModelLimits;
  readonly #client: OpenAI;
  readonly #limiter: Limiter;
  readonly #adaptations = new Adaptations();
  readonly #random: Random;
  readonly #clock: Clock;

  constructor(endpoint: ModelEndpoint, ports: ModelPorts, limits: Partial<ModelLimits> = {}) {
    this.#endpoint = endpoint;
    this.#limits = { ...defaultLimits, ...limits };
    this.#random = ports.random;
    this.#clock = ports.clock;
    this.id = `${new URL(endpoint.baseUrl).host}:${endpoint.model}`;
    this.#limiter = new Limiter(this.#limits.concurrency);
    this.#client = new OpenAI({
      baseURL: endpoint.baseUrl,
      apiKey: endpoint.apiKey ?? 'none',
      // Credentials of the surroundings are not ours to send.
      organization: null,
      project: null,
      ...(endpoint.apiKey ? {} : { defaultHeaders: { Authorization: null } }),
      // Retrying, and telling slow from dead, is done here, per sample.
      maxRetries: 0,
      logLevel: 'off',
      timeout: this.#limits.firstTokenMs + this.#limits.idleMs,
      // A key is bound to its origin: following a redirect could carry it elsewhere.
      fetchOptions: { redirect: 'error' },
    });
  }

  async complete(
    request: ModelRequest,
    options: ModelOptions,
  ): Promise<Result<ModelReply, ModelFailure>> {
    const answers: Answer[] = [];
    const collected = () => answers.flatMap((answer) => answer.samples);
    for (;;) {
      const missing = request.samples - collected().length;
      if (missing <= 0) break;
      const round = await this.#round(
        { ...request, samples: missing },
        options,
        collected().length,
      );
      answers.push(...round.answers);
      if (round.failure && (round.answers.length === 0 || !isWorthKeeping(collected()))) {
        return fail(round.failure);
      }
      // What arrived is kept: the strategy can do with fewer samples than it asked for.
      if (round.failure) break;
    }
    return ok(this.#reply(request, answers));
  }

  /** One request for all missing samples, or one each where the server gives only one. */
  async #round(
    request: ModelRequest,
    options: ModelOptions,
    offset: number,
  ): Promise<{ answers: Answer[]; failure?: ModelFailure }> {
    const requests =
      this.#adaptations.oneByOne && request.samples > 1
        ? Array.from({ length: request.samples }, () => ({ ...request, samples: 1 }))
        : [request];
    const results = await Promise.all(
      requests.map((each, index) => this.#persist(each, options, offset + index)),
    );
    const answers = results.flatMap((result) => (result.ok ? [result.value] : []));
    const failed = results.find((result) => !result.ok);
    const received = answers.reduce((sum, answer) => sum + answer.samples.length, 0);
    if (requests.length === 1 && !failed && received < request.samples) {
      this.#adaptations.learnOneByOne();
    }
    return { answers, ...(failed ? { failure: failed.error } : {}) };
  }

  /** Tries one request until it is answered, hopeless, or cancelled. */
  async #persist(
    request: ModelRequest,
    options: ModelOptions,
    sample: number,
  ): Promise<Result<Answer, ModelFailure>> {
    let attempt = 1;
    for (;;) {
      const adapted = this.#adaptations.count;
      try {
        const answer = await this.#limiter.run(options.run ?? '', options.signal, () =>
          this.#attempt(request, options, sample),
        );
        this.#limiter.succeeded();
        return ok(answer);
      } catch (error) {
        if (options.signal.aborted || error instanceof WaitCancelled) return fail(cancelled);
        const { failure, retry, overloaded, rejected } = classify(
          error,
          this.#endpoint,
          this.#clock.now(),
        );
        if (overloaded) this.#limiter.overloaded();
        if (rejected) {
          const learnt = this.#adaptations.learn(rejected.message, rejected.parameter);
          // A sibling request may have learnt the same while this one was under way.
          if (!learnt && this.#adaptations.count === adapted) return fail(failure);
          if (this.#adaptations.oneByOne) request = { ...request, samples: 1 };
          continue;
        }
        const wait = retry?.afterMs ?? this.#backoff(attempt);
        const tries = Math.min(this.#limits.attempts, retry?.tries ?? Infinity);
        if (!retry || attempt >= tries) return fail(failure);
        if (wait > this.#limits.longestWaitMs) {
          const seconds = Math.ceil(wait / 1000);
          return fail({
            ...failure,
            message: `${failure.message} (the server asks to wait ${seconds} s; try again then)`,
          });
        }
        attempt += 1;
        if (!(await waited(wait, options.signal))) return fail(cancelled);
      }
    }
  }

  async #attempt(request: ModelRequest, options: ModelOptions, offset: number): Promise<Answer> {
    const controller = new AbortController();
    const abort = () => {
      controller.abort();
    };
    let overdue: AnswerError | undefined;
    let timer: NodeJS.Timeout | undefined;
    const allow = (ms: number, what: string) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        overdue = new AnswerError(
          'timeout',
          `${this.#endpoint.baseUrl} sent ${what} for ${Math.round(ms / 1000)} s.`,
        );
        controller.abort();
      }, ms);
    };
    options.signal.addEventListener('abort', abort);
    if (options.signal.aborted) abort();
    try {
      allow(this.#limits.firstTokenMs, 'no first token');
      const response = await this.#client.chat.completions
        .create(this.#adaptations.parameters(this.#endpoint.model, request), {
          signal: controller.signal,
        })
        .asResponse();
      const answer = await readAnswer(response, controller, (sample, characters) => {
        allow(this.#limits.idleMs, 'nothing more');
        options.onProgress?.(offset + sample, characters);
      });
      // A stream that ended without a finish keeps its text; one that we or the user cut does not.
      if (answer.broken && options.signal.aborted) throw answer.broken;
      return answer;
    } catch (error) {
      throw overdue ?? error;
    } finally {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', abort);
    }
  }

  #backoff(attempt: number): number {
    return this.#limits.backoffMs * 2 ** (attempt - 1) * (0.5 + this.#random.next());
  }

  #reply(request: ModelRequest, answers: readonly Answer[]): ModelReply {
    const samples = answers.flatMap((answer) => answer.samples).slice(0, request.samples);
    const prompt = tokens(request.messages.map((message) => message.content));
    let promptTokens = 0;
    let completionTokens = 0;
    for (const answer of answers) {
      promptTokens += answer.usage?.promptTokens ?? prompt;
      completionTokens +=
        answer.usage?.completionTokens ?? tokens(answer.samples.map((sample) => sample.text));
    }
    return {
      samples,
      usage: {
        promptTokens,
        completionTokens,
        estimated: answers.some((answer) => !answer.usage),
      },
      model: answers.find((answer) => answer.model)?.model ?? this.#endpoint.model,
      notices: this.#adaptations.takeNotices(),
    };
  }
}

function isWorthKeeping(samples: readonly ModelSample[]): boolean {
  return samples.some((sample) => sample.text.trim() !== '');
}

function tokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Math.ceil(text.length / charactersPerToken), 0);
}

/** False when cancelled meanwhile. */
async function waited(ms: number, signal: CancelSignal): Promise<boolean> {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  signal.addEventListener('abort', abort);
  try {
    if (signal.aborted) return false;
    await delay(ms, undefined, { signal: controller.signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
