import type { ModelSample, SampleProgress, Usage } from '../../core/ports.ts';
import type { AnswerBounds } from './endpoint.ts';
import { isRecord, type JsonRecord } from './json-value.ts';
import { SampleReader } from './sample-reader.ts';
import { printable } from './server-words.ts';

/** What one HTTP answer held; samples are in the order of their choice index. */
export interface Answer {
  readonly samples: readonly ModelSample[];
  /** As the server counts; undefined where it does not. */
  readonly usage: Pick<Usage, 'promptTokens' | 'completionTokens'> | undefined;
  /** As far as the server or the text tells; 0 where nobody saw any. */
  readonly reasoningTokens: number;
  readonly model: string | undefined;
  /** Only the end of the thoughts was marked. */
  readonly isUnmarked: boolean;
  /** Set when the answer broke off after some text had arrived. */
  readonly broken?: Error;
  /** Tokens that were left to samples which were stopped; absent where none were. */
  readonly savedTokens?: number;
}

/** What an answer is read for. */
export interface Expected {
  /** Choices that were asked for; what a server gives beyond them is left out. */
  readonly samples: number;
  readonly bounds: AnswerBounds;
  readonly thinksUnmarked: boolean;
  readonly keepReasoning: boolean;
  /** The limit of one sample, in tokens. */
  readonly limit: number;
  /** How much of it is for thoughts. */
  readonly reasoningTokens: number;
  /** Called when there is more of a sample than before. */
  readonly onPiece: (sample: number, so: SampleProgress) => void;
}

/** Rough and never low for code: what servers do not count is counted by it. */
export const charactersPerToken = 4;

/** Puts the choices of an answer together, whole or piece by piece. Every field is checked before use. */
export class AnswerReader {
  readonly #expected: Expected;
  /** By choice index, as the server counts. */
  readonly #choices = new Map<number, SampleReader>();
  #usage: Counted | undefined;
  #model: string | undefined;

  constructor(expected: Expected) {
    this.#expected = expected;
  }

  get isEmpty(): boolean {
    return this.#choices.size === 0;
  }

  get hasText(): boolean {
    return [...this.#choices.values()].some((choice) => choice.hasText);
  }

  /** There is more text than all samples together may have. */
  get isOver(): boolean {
    const { samples, bounds } = this.#expected;
    let characters = 0;
    for (const { length } of this.#choices.values()) characters += length;
    return characters > samples * bounds.characters;
  }

  /** Nothing useful is to be expected of the answer any more: some samples are to be stopped, the others are complete. */
  get isStopped(): boolean {
    const choices = [...this.#choices.values()];
    if (!choices.some((choice) => choice.isStopped && !choice.isDone)) return false;
    if (!choices.every((choice) => choice.isStopped || choice.isDone)) return false;
    // Choices may still begin, unless those that are there go on and on.
    return choices.length >= this.#expected.samples || choices.some((choice) => choice.isLate);
  }

  take(value: unknown): void {
    if (!isRecord(value)) return;
    const { model, usage, choices } = value;
    if (typeof model === 'string' && model !== '') this.#model ??= printable(model);
    this.#usage = usageOf(usage) ?? this.#usage;
    if (!Array.isArray(choices)) return;
    choices.slice(0, mostChoices).forEach((choice: unknown, at) => {
      if (isRecord(choice)) this.#takeChoice(choice, at);
    });
  }

  #takeChoice(choice: JsonRecord, at: number): void {
    const { index } = choice;
    const number = Number.isSafeInteger(index) ? Number(index) : at;
    let reader = this.#choices.get(number);
    if (!reader) {
      if (this.#choices.size >= this.#expected.samples) return;
      const { bounds, thinksUnmarked, keepReasoning, reasoningTokens } = this.#expected;
      reader = new SampleReader({
        mostCharacters: bounds.characters,
        thinksUnmarked,
        keepReasoning,
        thoughts: reasoningTokens * charactersPerToken,
      });
      this.#choices.set(number, reader);
    }
    const before = reader.length;
    reader.take(choice);
    if (reader.length > before) {
      this.#expected.onPiece([...this.#choices.keys()].indexOf(number), reader.progress);
    }
  }

  /** `ended`: the server said that it is complete. */
  answer({ ended }: { readonly ended: boolean }): Answer {
    const isStopped = this.isStopped;
    const inOrder = [...this.#choices].sort(([a], [b]) => a - b);
    const read = inOrder.map(([, choice]) => choice.read(ended));
    const characters = read.reduce((sum, { reasoning }) => sum + reasoning, 0);
    const { usage } = this.#usage ?? {};
    // Where the server does not tell the share of its own count, what was seen of the thoughts does.
    const seen = Math.min(
      Math.ceil(characters / charactersPerToken),
      usage?.completionTokens ?? Infinity,
    );
    return {
      samples: read.map(({ sample }) => sample),
      // What a server counted before the end of its stream is too little.
      usage: isStopped ? undefined : usage,
      ...(isStopped ? { savedTokens: this.#saved() } : {}),
      reasoningTokens: this.#usage?.reasoningTokens ?? seen,
      model: this.#model,
      isUnmarked: read.some(({ unmarked }) => unmarked),
    };
  }

  #saved(): number {
    let tokens = 0;
    for (const choice of this.#choices.values()) {
      if (choice.isDone) continue;
      const came = Math.ceil(choice.length / charactersPerToken);
      tokens += Math.max(0, this.#expected.limit - came);
    }
    return tokens;
  }
}

/** Choices of one event that are looked at. */
const mostChoices = 1024;

interface Counted {
  readonly usage: NonNullable<Answer['usage']>;
  readonly reasoningTokens: number | undefined;
}

/**
 * The server's own count. Most count reasoning as part of the completion and tell how much it was; a few
 * (Gemini, xAI) count it beside the completion, so that only the total has it.
 */
function usageOf(usage: unknown): Counted | undefined {
  if (!isRecord(usage)) return undefined;
  const { prompt_tokens: promptTokens, completion_tokens: completion, total_tokens: total } = usage;
  if (!isCount(promptTokens) || !isCount(completion)) return undefined;
  const details = usage['completion_tokens_details'];
  const told = isRecord(details) ? details['reasoning_tokens'] : usage['reasoning_tokens'];
  const beside = isCount(total) ? Math.max(0, total - promptTokens - completion) : 0;
  const completionTokens = completion + beside;
  return {
    usage: { promptTokens, completionTokens },
    reasoningTokens: isCount(told)
      ? Math.min(Math.max(told, beside), completionTokens)
      : beside || undefined,
  };
}

/** No request has so many tokens: a server that counts more cannot count. */
const mostTokens = 1e8;

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= mostTokens;
}
