import type { ModelFailure } from '../ports.ts';
import type { Effect } from './effects.ts';

/**
 * Notices that a run gets nothing from its model: every request so far has failed, two of them for
 * the same reason, and none is under way. Then their commonest failure ends the run: to ask on would
 * cost time and end with nothing. Which answer came first makes no difference.
 */
export class Outage {
  #isAnswered: boolean;
  #underWay = 0;
  readonly #failures = new Map<string, { readonly failure: ModelFailure; count: number }>();

  /** `isAnswered`: the run has answers from an earlier session. */
  constructor(isAnswered: boolean) {
    this.#isAnswered = isAnswered;
  }

  /** Performs a request to the model. */
  async watch(request: () => Promise<Effect>): Promise<Effect> {
    this.#underWay += 1;
    try {
      return this.#judged(await request());
    } finally {
      this.#underWay -= 1;
    }
  }

  #judged(effect: Effect): Effect {
    if (effect.kind !== 'done') return effect;
    const { output } = effect;
    if (output.kind !== 'failure') {
      this.#isAnswered = true;
      return effect;
    }
    this.#count(output.failure);
    const [commonest] = [...this.#failures].sort(
      ([a, { count: most }], [b, { count }]) => count - most || (a < b ? -1 : 1),
    );
    // The request that is judged still counts as under way.
    if (this.#isAnswered || this.#underWay > 1 || !commonest || commonest[1].count < 2)
      return effect;
    const { reason, message } = commonest[1].failure;
    if (reason === 'cancelled') return effect;
    return {
      kind: 'fatal',
      reason,
      message: `${message} Every request so far failed, so the run was stopped.`,
    };
  }

  #count(failure: ModelFailure): void {
    const kind = kindOf(failure);
    const known = this.#failures.get(kind);
    if (known) known.count += 1;
    else this.#failures.set(kind, { failure, count: 1 });
  }
}

/** A failure without what differs from request to request. */
function kindOf({ reason, message }: ModelFailure): string {
  return `${reason} ${message.replace(/\S*\d\S*/g, '#')}`;
}
