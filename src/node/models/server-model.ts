import { fail, ok, type Result } from '../../core/result.ts';
import type {
  Clock,
  Model,
  ModelApi,
  ModelFailure,
  ModelOptions,
  ModelReply,
  ModelRequest,
  ModelSample,
  ModelTraits,
  Random,
} from '../../core/ports.ts';
import { roomAfter } from '../../core/engine/answer-room.ts';
import { sampleLimit } from '../../core/engine/prices.ts';
import { stopTexts } from '../../core/engine/stop-texts.ts';
import { Adaptations, type RequestBody } from './adaptations.ts';
import { charactersPerToken, type Answer, type Expected } from './answer-reader.ts';
import { toldOfModel } from './catalogue.ts';
import { askChatCompletions } from './chat-completions.ts';
import { askGemini } from './gemini.ts';
import { askMessages } from './messages.ts';
import { askResponses } from './responses.ts';
import { printable } from './server-words.ts';
import { TraitMemory, type TraitStore } from './trait-store.ts';
import { usedUpAnswer } from './used-up-answer.ts';
import { waited } from './waited.ts';
import { Watch } from './watch.ts';
import { withoutKey } from './without-key.ts';
import { boundsFor, defaultLimits, type ModelEndpoint, type ModelLimits } from './endpoint.ts';
import { classify } from './failures.ts';
import { innermostMessage } from './http.ts';
import { Limiter, WaitCancelled } from './limiter.ts';

const cancelled: ModelFailure = { reason: 'cancelled', message: 'The request was cancelled.' };
/** Ways of asking that are tried for one request before it is given up. */
const mostChanges = 16;
const dayMs = 24 * 60 * 60 * 1000;

export interface ModelPorts {
  readonly random: Random;
  readonly clock: Clock;
  /** Where what is learnt of the model is kept; without one it is learnt anew by every object. */
  readonly memory?: TraitStore;
}

export interface ModelSettings extends Partial<ModelLimits> {
  /** Samples are to hold what the model thought aloud. */
  readonly keepReasoning?: boolean;
}

/** How a request is made now, with what is known of the server. */
interface Asking {
  readonly api: ModelApi;
  readonly body: RequestBody;
  /** What is suspected of an unnamed refusal is left out, so far. */
  readonly suspicion: number;
}

const asks = {
  chat: askChatCompletions,
  responses: askResponses,
  messages: askMessages,
  gemini: askGemini,
};

/** Loads what an API is asked with, so that the first request need not wait for it. */
const warm: Readonly<Record<ModelApi, () => Promise<unknown>>> = {
  chat: () => import('./openai-client.ts'),
  responses: () => import('./openai-client.ts'),
  messages: () => import('./anthropic-client.ts'),
  gemini: () => Promise.resolve(),
};

/**
 * Any model server, over the API that it has. One object per endpoint and model: it owns
 * what was learnt about the endpoint and its share of requests in flight.
 */
export class ServerModel implements Model {
  readonly id: string;
  readonly #endpoint: ModelEndpoint;
  readonly #limits: ModelLimits;
  readonly #limiter: Limiter;
  readonly #keepReasoning: boolean;
  readonly #memory: TraitStore;
  #adaptations: Adaptations;
  /** Set once what is kept of the model was read. */
  #loaded: Promise<void> | undefined;
  /** What was learnt when it was last written. */
  #written = 0;
  /** Why answers broke off or were stopped, not told yet. */
  readonly #notices = new Set<string>();
  readonly #random: Random;
  readonly #clock: Clock;

  constructor(endpoint: ModelEndpoint, ports: ModelPorts, settings: ModelSettings = {}) {
    const { keepReasoning = false, ...limits } = settings;
    this.#endpoint = endpoint;
    this.#adaptations = new Adaptations(endpoint);
    this.#limits = { ...defaultLimits, ...limits };
    this.#keepReasoning = keepReasoning;
    this.#memory = ports.memory ?? new TraitMemory();
    this.#random = ports.random;
    this.#clock = ports.clock;
    this.id = `${new URL(endpoint.baseUrl).host}:${endpoint.model}`;
    this.#limiter = new Limiter(this.#limits.concurrency);
  }

  async traits(): Promise<ModelTraits> {
    await this.#load();
    return this.#adaptations.traits;
  }

  async complete(
    request: ModelRequest,
    options: ModelOptions,
  ): Promise<Result<ModelReply, ModelFailure>> {
    await this.#load();
    const known = this.#adaptations.lessons;
    const result = await this.#collect(request, options);
    if (!result.ok) {
      await this.#remember();
      return result;
    }
    const reply = this.#reply(request, result.value);
    this.#learnFrom(request, reply, result.value);
    await this.#remember();
    const { lessons, traits } = this.#adaptations;
    return ok({
      ...reply,
      notices: this.#takeNotices(),
      ...(lessons > known ? { learnt: traits } : {}),
    });
  }

  /** Answers with as many samples as can be had. */
  async #collect(
    request: ModelRequest,
    options: ModelOptions,
  ): Promise<Result<readonly Answer[], ModelFailure>> {
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
    return ok(answers);
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
    // Samples that had not begun when a stream was stopped say nothing of the server.
    const isWhole = answers.every(({ savedTokens }) => savedTokens === undefined);
    if (requests.length === 1 && !failed && isWhole && received < request.samples) {
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
    let changes = 0;
    for (;;) {
      let asking = this.#asking(request);
      try {
        const answer = await this.#limiter.run(options.run ?? '', options.signal, () => {
          // What a sibling request learnt while this one waited for its turn counts for it, too.
          asking = this.#asking(request);
          return this.#attempt(asking, request, options, sample);
        });
        this.#limiter.succeeded();
        this.#adaptations.confirm(asking.suspicion);
        return ok(answer);
      } catch (error) {
        if (options.signal.aborted || error instanceof WaitCancelled) return fail(cancelled);
        const { failure, retry, overloaded, rejected, isCutShort, otherApi } = classify(
          error,
          this.#endpoint,
          this.#clock.now(),
        );
        if (overloaded) this.#limiter.overloaded();
        if (isCutShort) return ok(usedUpAnswer(request));
        if (otherApi !== undefined) this.#adaptations.learnApi(otherApi);
        // A sibling request may have learnt it while this one was under way.
        if (this.#adaptations.api !== asking.api && changes < mostChanges) {
          changes += 1;
          request = this.#adaptations.oneByOne ? { ...request, samples: 1 } : request;
          continue;
        }
        if (rejected) {
          request = this.#adaptations.learn(rejected, asking.body, request);
          changes += 1;
          // What would be asked just so again is not; a sibling request may have learnt meanwhile.
          const isSame = JSON.stringify(this.#asking(request)) === JSON.stringify(asking);
          const isUnnamed = isSame && failure.reason === 'rejected';
          const isHopeless = isUnnamed ? !this.#adaptations.suspect(asking.body) : isSame;
          if (isHopeless || changes > mostChanges) return fail(failure);
          request = this.#adaptations.oneByOne ? { ...request, samples: 1 } : request;
          continue;
        }
        const tries = Math.min(this.#limits.attempts, retry?.tries ?? Infinity);
        if (!retry || attempt >= tries) return fail(failure);
        const wait = retry.afterMs ?? this.#backoff(attempt);
        if (wait > this.#limits.longestWaitMs) {
          return fail({
            ...failure,
            message: `${failure.message} (the server asks to wait ${timeOf(wait)}; try again then)`,
          });
        }
        attempt += 1;
        options.onWait?.({ why: failure.reason, ms: wait });
        if (!(await waited(wait, options.signal))) return fail(cancelled);
      }
    }
  }

  #asking(request: ModelRequest): Asking {
    const { api, suspicion } = this.#adaptations;
    return { api, suspicion, body: this.#adaptations.body(this.#endpoint.model, request) };
  }

  async #attempt(
    { api, body }: Asking,
    request: ModelRequest,
    options: ModelOptions,
    offset: number,
  ): Promise<Answer> {
    const { firstTokenMs, idleMs, answerMs } = this.#limits;
    const watch = new Watch(this.#endpoint.baseUrl);
    const abort = () => {
      watch.abort();
    };
    options.signal.addEventListener('abort', abort);
    if (options.signal.aborted) abort();
    try {
      watch.total(answerMs);
      watch.allow(firstTokenMs, 'no first token');
      const expected: Expected = {
        samples: request.samples,
        bounds: boundsFor(request),
        thinksUnmarked: this.#adaptations.traits.thinksUnmarked === true,
        keepReasoning: this.#keepReasoning,
        limit: sampleLimit(request),
        reasoningTokens: request.reasoningTokens ?? 0,
        onPiece: (sample, so) => {
          watch.allow(idleMs, 'nothing more');
          options.onProgress?.(offset + sample, so);
        },
      };
      const answer = await asks[api](this.#endpoint, body, expected, watch.signal);
      // A stream that ended without a finish keeps its text; one that we or the user cut does not.
      if (answer.broken && options.signal.aborted) throw answer.broken;
      if (answer.broken) this.#brokeOff(watch.overdue ?? answer.broken);
      for (const { stopped } of answer.samples) if (stopped) this.#notices.add(stopTexts[stopped]);
      return answer;
    } catch (error) {
      throw watch.overdue ?? error;
    } finally {
      watch.stop();
      options.signal.removeEventListener('abort', abort);
    }
  }

  #brokeOff(error: Error): void {
    this.#notices.add(
      `An answer broke off and is read as far as it goes: ${this.#told(printable(innermostMessage(error)))}`,
    );
  }

  #told(said: string): string {
    return withoutKey(said, this.#endpoint.apiKey);
  }

  #takeNotices(): readonly string[] {
    const told = [...this.#adaptations.takeNotices(), ...this.#notices];
    this.#notices.clear();
    return told;
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#recall();
    return this.#loaded;
  }

  async #recall(): Promise<void> {
    try {
      this.#adaptations = new Adaptations(this.#endpoint, await this.#memory.read(this.#endpoint));
    } catch (error) {
      this.#notices.add(`What was learnt of the model could not be read: ${textOfError(error)}`);
    }
    warm[this.#adaptations.api]().catch(() => {
      // Whoever asks loads it again, and hears why that fails.
    });
    // A server that cuts prompts to its window does so silently: it is asked how large that is.
    const { contextTokens } = await toldOfModel(this.#endpoint, new AbortController().signal);
    if (contextTokens !== undefined) this.#adaptations.learnContext(contextTokens);
  }

  #learnFrom(request: ModelRequest, reply: ModelReply, answers: readonly Answer[]): void {
    const { traits } = this.#adaptations;
    this.#adaptations.learnReasoning(roomAfter(request, { ...reply, learnt: traits }));
    if (answers.some(({ isUnmarked }) => isUnmarked)) this.#adaptations.learnUnmarked();
  }

  async #remember(): Promise<void> {
    const { lessons, traits } = this.#adaptations;
    if (lessons === this.#written) return;
    this.#written = lessons;
    try {
      await this.#memory.write(this.#endpoint, traits);
    } catch (error) {
      this.#notices.add(`What was learnt of the model could not be kept: ${textOfError(error)}`);
    }
  }

  #backoff(attempt: number): number {
    return this.#limits.backoffMs * 2 ** (attempt - 1) * (0.5 + this.#random.next());
  }

  #reply(request: ModelRequest, answers: readonly Answer[]): ModelReply {
    const samples = answers
      .flatMap((answer) => answer.samples)
      .slice(0, request.samples)
      .map(({ why, ...rest }) => (why === undefined ? rest : { ...rest, why: this.#told(why) }));
    const prompt = tokens(request.messages.map((message) => message.content));
    let promptTokens = 0;
    let completionTokens = 0;
    let reasoningTokens = 0;
    let savedTokens = 0;
    for (const answer of answers) {
      savedTokens += answer.savedTokens ?? 0;
      promptTokens += answer.usage?.promptTokens ?? prompt;
      reasoningTokens += answer.reasoningTokens;
      completionTokens +=
        answer.usage?.completionTokens ??
        answer.reasoningTokens + tokens(answer.samples.map((sample) => sample.text));
    }
    return {
      samples,
      usage: {
        promptTokens,
        completionTokens,
        ...(reasoningTokens > 0 ? { reasoningTokens } : {}),
        ...(savedTokens > 0 ? { savedTokens } : {}),
        estimated: answers.some((answer) => !answer.usage),
      },
      model: this.#told(answers.find((answer) => answer.model)?.model ?? this.#endpoint.model),
      notices: [],
    };
  }
}

function textOfError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function timeOf(ms: number): string {
  return ms > dayMs ? 'more than a day' : `${Math.ceil(ms / 1000)} s`;
}

function isWorthKeeping(samples: readonly ModelSample[]): boolean {
  return samples.some((sample) => sample.text.trim() !== '');
}

function tokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Math.ceil(text.length / charactersPerToken), 0);
}
