import type { SampleProgress } from '../ports.ts';
import type { Fact } from '../view/reduce.ts';

/** Rough: what servers do not count while they go on is counted by it. */
const charactersPerToken = 4;

/** So many tokens more are worth telling of. */
const step = 100;

/** Tells how much a model has thought for a request that is under way. */
export class Thinking {
  /** Characters of reasoning by action and sample. */
  readonly #samples = new Map<string, Map<number, number>>();
  readonly #told = new Map<string, number>();
  readonly #onFact: (fact: Fact) => void;

  constructor(onFact: (fact: Fact) => void) {
    this.#onFact = onFact;
  }

  hear(action: string, node: string, sample: number, { reasoning }: SampleProgress): void {
    const samples = this.#samples.get(action) ?? new Map<number, number>();
    this.#samples.set(action, samples.set(sample, reasoning));
    let characters = 0;
    for (const each of samples.values()) characters += each;
    const tokens = Math.floor(characters / charactersPerToken / step) * step;
    if (tokens === (this.#told.get(action) ?? 0)) return;
    this.#told.set(action, tokens);
    this.#onFact({ type: 'thinking', action, node, tokens });
  }
}
