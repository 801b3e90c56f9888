import type { ModelWait } from '../ports.ts';
import type { Fact } from '../view/reduce.ts';

/** Tells which requests wait before they are sent again, and why, until something comes of them. */
export class Waiting {
  readonly #actions = new Set<string>();
  readonly #onFact: (fact: Fact) => void;

  constructor(onFact: (fact: Fact) => void) {
    this.#onFact = onFact;
  }

  begin(action: string, node: string, wait: ModelWait): void {
    this.#actions.add(action);
    this.#onFact({ type: 'waiting', action, node, wait });
  }

  /** Text of the action has come. */
  end(action: string, node: string): void {
    if (this.#actions.delete(action)) this.#onFact({ type: 'waiting', action, node });
  }
}
