import type { ModelSample, SampleProgress } from '../../core/ports.ts';
import { StreamGuard } from '../../core/engine/stream-guard.ts';
import { MarkedThoughts, splitThoughts } from './inline-thoughts.ts';
import { isRecord, type JsonRecord } from './json-value.ts';
import { partsOf } from './message-parts.ts';
import { failureIn, printable } from './server-words.ts';

/** How the choices of an answer are read. */
export interface ReadingSamples {
  /** Of one sample, text and reasoning together: what comes beyond is let go. */
  readonly mostCharacters: number;
  /** The model is known to mark only the end of its thoughts. */
  readonly thinksUnmarked: boolean;
  readonly keepReasoning: boolean;
  /** Characters that it may think without marking them. */
  readonly thoughts: number;
}

/** A sample, and what its reading showed of the model. */
export interface ReadSample {
  readonly sample: ModelSample;
  /** Characters of reasoning. */
  readonly reasoning: number;
  readonly unmarked: boolean;
}

/** Puts one choice of an answer together. */
export class SampleReader {
  readonly #reading: ReadingSamples;
  #text = '';
  /** What came in fields or parts of its own; marked thoughts within the text are found there. */
  #thoughts = '';
  #thought = 0;
  #refusal = '';
  #finish: string | undefined;
  #problem: string | undefined;
  #calledTool = false;
  /** Characters that came beyond the limit and were let go. */
  #beyond = 0;
  readonly #marked = new MarkedThoughts();
  readonly #guard: StreamGuard;
  /** Characters that came after the guard had seen enough. */
  #late = 0;

  constructor(reading: ReadingSamples) {
    this.#reading = reading;
    const { thoughts, thinksUnmarked } = reading;
    this.#guard = new StreamGuard({ thoughts, thinksUnmarked });
  }

  /** Nothing useful is to be expected of it any more. */
  get isStopped(): boolean {
    return this.#guard.reason !== undefined;
  }

  /** It is stopped, and goes on regardless. */
  get isLate(): boolean {
    return this.#late > mostLate;
  }

  /** Its end has come. */
  get isDone(): boolean {
    return this.#finish !== undefined;
  }

  /** Characters of text, reasoning and refusal so far. */
  get length(): number {
    return this.#text.length + this.#thought + this.#refusal.length + this.#beyond;
  }

  get hasText(): boolean {
    return this.#text !== '';
  }

  get progress(): SampleProgress {
    return { characters: this.length, reasoning: this.#thought + this.#marked.characters };
  }

  get #isFull(): boolean {
    return this.length > this.#reading.mostCharacters;
  }

  /** A whole choice, or a piece of one. */
  take(choice: JsonRecord): void {
    const { delta, message, text, finish_reason: finish, error } = choice;
    if (typeof finish === 'string' && finish !== '') this.#finish = finish;
    if (error !== undefined && error !== null) this.#problem = failureIn({ error })?.said;
    // A last event that repeats the whole message adds nothing to what its pieces said.
    const said = isRecord(delta) ? delta : this.length === 0 ? message : undefined;
    const parts = partsOf(said);
    const written = this.#kept(
      parts.text + (said === undefined && typeof text === 'string' ? text : ''),
    );
    this.#text += written;
    const answered = this.#marked.add(written);
    // What came as a whole has nothing left to save.
    if (isRecord(delta)) this.#watch(answered);
    const reasoning = this.#kept(parts.reasoning);
    this.#thought += reasoning.length;
    if (this.#reading.keepReasoning) this.#thoughts += reasoning;
    this.#refusal += this.#kept(parts.refusal);
    if (isRecord(said) && Array.isArray(said['tool_calls'])) this.#calledTool = true;
  }

  #watch(answered: string): void {
    if (this.isStopped) this.#late += answered.length;
    else this.#guard.add(answered);
  }

  /** As much of a piece as there is room for. */
  #kept(piece: string): string {
    const kept = piece.slice(0, Math.max(0, this.#reading.mostCharacters - this.length));
    this.#beyond += piece.length - kept.length;
    return kept;
  }

  /** `ended`: the server said that the answer is complete. */
  read(ended: boolean): ReadSample {
    const finish = this.#finishOf(ended);
    const { thinksUnmarked: isUnmarked, keepReasoning } = this.#reading;
    const split = splitThoughts(this.#text, { isUnmarked, isCut: finish !== 'stop' });
    const thoughts = [this.#thoughts, split.reasoning].filter((each) => each !== '').join('\n');
    const reasoning = this.#thought + split.reasoning.length;
    const isEmpty = split.text.trim() === '';
    const { reason: stopped } = this.#guard;
    const sample = {
      text: isEmpty ? '' : split.text,
      finish,
      ...(stopped === undefined || this.isDone ? {} : { stopped }),
      ...(isEmpty ? { why: this.#why(finish, reasoning > 0) } : {}),
      ...(keepReasoning && thoughts !== '' ? { reasoning: thoughts } : {}),
    };
    return { sample, reasoning, unmarked: split.unmarked };
  }

  #finishOf(ended: boolean): ModelSample['finish'] {
    if (this.#isFull) return 'length';
    const said = this.#finish?.toLowerCase();
    if (said === undefined && this.#guard.reason === 'goes-on') return 'stop';
    if (said === undefined) return ended && this.#problem === undefined ? 'stop' : 'cut';
    if (/length|max.?tokens/.test(said)) return 'length';
    return cutShort.test(said) ? 'cut' : 'stop';
  }

  /** Why there is no text. */
  #why(finish: ModelSample['finish'], isReasoned: boolean): string {
    const said = this.#finish?.toLowerCase() ?? '';
    if (this.#refusal.trim() !== '') return `The model refused: ${printable(this.#refusal)}`;
    if (this.#problem !== undefined) return `The server broke the answer off: ${this.#problem}`;
    if (withheld.test(said)) {
      return `A content filter of the server withheld the answer (${printable(said)}).`;
    }
    if (finish === 'length') {
      return isReasoned
        ? 'The answer reached its limit of tokens while the model was still reasoning.'
        : 'The answer reached its limit of tokens before any text came.';
    }
    if (this.#calledTool) return 'The model called a tool that it was not offered.';
    if (finish === 'cut') return 'The answer broke off before any text came.';
    return isReasoned
      ? 'The model reasoned and gave no answer.'
      : 'The model gave an empty answer.';
  }
}

const withheld = /filter|safety|blocklist|prohibited|recitation|refus|moderat/;

/** Characters after which a sample that was stopped is waited for no more. */
const mostLate = 2000;

/** Reasons to end that leave an answer unfinished. */
const cutShort = /filter|safety|error|insufficient_system_resource|abort/;
