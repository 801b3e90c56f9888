import type { ModelReply, ModelRequest, ModelSample, ModelTraits } from '../ports.ts';
import { fencedBlocks } from '../languages/kit/code-blocks.ts';
import type { Effort } from '../effort.ts';
import type { RunSettings } from '../settings.ts';
import { withoutThinkingAloud } from '../thinking-aloud.ts';
import type { DeniedEntry, ResultEntry } from './journal.ts';
import { promptTokens, sampleLimit } from './prices.ts';
import type { Action, Again } from './step.ts';

/** Models that reason need thousands of tokens for a function: less room is not worth another try. */
const leastForReasoning = 8192;

/** No request gives more room than this by itself, in tokens. */
export const mostRoom = 32_768;

/** What was asked. */
interface Asking {
  readonly action: Action;
  readonly asked: ModelRequest | undefined;
}

/**
 * The room for reasoning that requests of a run get beside their answers, and how much effort they ask
 * for. The room begins with what the
 * user set or what is known of the model, and grows where answers were cut short or thought long. It
 * follows from the journal alone: the beginning stands in its first line, the rest in its results.
 */
export class AnswerRoom {
  #traits: ModelTraits;
  #tokens: number;
  readonly #mayGrow: boolean;
  readonly #effort: Effort | undefined;

  /** `known`: what the journal's first line says of the model; without it, limits stay as they are. */
  constructor(
    known: ModelTraits | undefined,
    { reasoningTokens, effort }: Pick<RunSettings, 'reasoningTokens' | 'effort'> = {},
  ) {
    this.#traits = known ?? {};
    this.#tokens = reasoningTokens ?? known?.reasoningTokens ?? 0;
    this.#effort = effort;
    this.#mayGrow = known !== undefined;
  }

  /**
   * A request with the room that it gets now, and the effort: the user's, or that of the work where the
   * model is known to reason.
   */
  given(request: ModelRequest, work?: Effort): ModelRequest {
    const under = Math.max(0, ceiling(this.#traits, request) - request.maxTokens);
    const tokens = Math.min(this.#tokens, under);
    const effort = this.#effort ?? (this.#tokens > 0 ? work : undefined);
    return {
      ...request,
      ...(this.#tokens > 0 ? { messages: withoutThinkingAloud(request.messages) } : {}),
      ...(tokens > 0 ? { reasoningTokens: tokens } : {}),
      ...(effort === undefined ? {} : { effort }),
    };
  }

  /**
   * A result is delivered. Says what of it is to be asked again: the samples that the limit cut short, once,
   * where a larger limit is to be had.
   */
  heard({ action, asked }: Asking, entry: ResultEntry | DeniedEntry): Again | undefined {
    if (action.kind !== 'ask' || !asked) return undefined;
    if (entry.type === 'denied' || entry.output.kind !== 'reply') return undefined;
    const again = this.hear(asked, entry.output.reply);
    return action.again ? undefined : again;
  }

  /** The same for an answer alone. */
  hear(request: ModelRequest, reply: ModelReply): Again | undefined {
    if (!this.#mayGrow) return undefined;
    this.#traits = { ...this.#traits, ...reply.learnt };
    this.#tokens = Math.max(this.#tokens, roomAfter(request, reply));
    const samples = cutShort(reply);
    if (samples.length === 0 || this.#traits.limitName === 'none') return undefined;
    if (endedBelowLimit(request, reply)) return undefined;
    const limitOf = (asked: ModelRequest) =>
      Math.min(sampleLimit(asked), ceiling(this.#traits, request));
    const isLarger = limitOf(this.given({ ...request, reasoningTokens: 0 })) > limitOf(request);
    return isLarger ? { reply, samples } : undefined;
  }
}

/**
 * The room for reasoning that requests like this one need, seen from an answer: twice as much where it
 * was cut short, and enough for twice the reasoning that there was.
 */
export function roomAfter(
  request: ModelRequest,
  { samples, usage, learnt = {} }: ModelReply,
): number {
  const { reasoningTokens = 0 } = usage;
  const cut = samples.filter(isCutShort);
  if (cut.length > 0 && !endedBelowLimit(request, { samples, usage })) {
    const limit = Math.min(sampleLimit(request), learnt.mostTokens ?? Infinity);
    const doubled = 2 * limit - request.maxTokens;
    const reasons = reasoningTokens > 0 || cut.some(({ text }) => text.trim() === '');
    // Code alone that is longer than twice the limit is more likely a model that repeats itself.
    return reasons
      ? Math.min(mostRoom, Math.max(doubled, leastForReasoning))
      : Math.min(doubled, request.maxTokens);
  }
  const perSample = Math.ceil(reasoningTokens / Math.max(1, samples.length));
  return perSample === 0 ? 0 : Math.min(mostRoom, roundedUp(2 * perSample));
}

/**
 * True where the server ended all samples well below our limit: another limit of its own, such as that
 * of its context, was reached, and more room changes nothing.
 */
export function endedBelowLimit(
  request: ModelRequest,
  { samples, usage, learnt = {} }: Pick<ModelReply, 'samples' | 'usage' | 'learnt'>,
): boolean {
  if (usage.estimated || !samples.every(isCutShort)) return false;
  const limit = Math.min(sampleLimit(request), learnt.mostTokens ?? Infinity);
  return usage.completionTokens / Math.max(1, samples.length) < 0.8 * limit;
}

/** Samples that hold nothing whole because of the limit, by their index. */
export function cutShort({ samples }: ModelReply): readonly number[] {
  return samples.flatMap((sample, index) => (isCutShort(sample) ? [index] : []));
}

/**
 * Prompts want one block of code: where one is closed, the limit took nothing that matters. Prose that was
 * stopped may have been thoughts that nothing marked.
 */
function isCutShort({ finish, text, stopped }: ModelSample): boolean {
  return (
    (finish === 'length' || stopped === 'rambles') &&
    !fencedBlocks(text).some((block) => block.closed && block.text.trim() !== '')
  );
}

/** The first answer with its cut samples replaced by those that were asked for again. */
export function merged({ reply, samples }: Again, second: ModelReply): ModelReply {
  const places = new Map(samples.map((index, at) => [index, second.samples[at]]));
  const sum = (of: (each: ModelReply) => number) => of(reply) + of(second);
  const saved = sum(({ usage }) => usage.savedTokens ?? 0);
  return {
    ...second,
    samples: reply.samples.map((sample, index) => places.get(index) ?? sample),
    usage: {
      promptTokens: sum(({ usage }) => usage.promptTokens),
      completionTokens: sum(({ usage }) => usage.completionTokens),
      reasoningTokens: sum(({ usage }) => usage.reasoningTokens ?? 0),
      ...(saved > 0 ? { savedTokens: saved } : {}),
      estimated: reply.usage.estimated || second.usage.estimated,
    },
  };
}

/** The most tokens that one sample of a request can get of the model. */
function ceiling(
  { mostTokens = Infinity, contextTokens = Infinity }: ModelTraits,
  { messages }: ModelRequest,
): number {
  return Math.min(mostTokens, contextTokens - promptTokens(messages));
}

/** To a power of two, so that it does not change with every answer. */
function roundedUp(tokens: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1024, tokens)));
}
