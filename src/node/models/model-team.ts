import { fail, ok, type Result } from '../../core/result.ts';
import type {
  Model,
  ModelFailure,
  ModelFailureReason,
  ModelOptions,
  ModelReply,
  ModelRequest,
  ModelTraits,
} from '../../core/ports.ts';

/** Who asks for what. */
export interface Members {
  /** For everything that no other is for. */
  readonly leader: Model;
  /** For inputs, tests and labels. */
  readonly small?: Model;
  /** For candidates. */
  readonly pool?: readonly Model[];
}

/** What will be no better in this run. */
const lasting: ReadonlySet<ModelFailureReason> = new Set([
  'not-configured',
  'unauthorised',
  'unreachable',
  'out-of-credit',
]);

/**
 * Several models as one. A request goes to the one that it names; where that fails, to the others, so that
 * a run ends for want of a model only where none of them answers. One for each run.
 */
export class ModelTeam implements Model {
  readonly id: string;
  readonly team: NonNullable<Model['team']>;
  readonly #leader: Model;
  readonly #small: Model | undefined;
  /** Each once, the leader first. */
  readonly #members: ReadonlyMap<string, Model>;
  /** Those that are not asked any more. */
  readonly #lost = new Set<string>();

  constructor({ leader, small, pool = [] }: Members) {
    this.#leader = leader;
    this.#small = small;
    const all = [leader, ...pool, ...(small ? [small] : [])];
    this.#members = new Map(all.map((model) => [model.id, model]));
    this.id = leader.id;
    this.team = {
      ids: [...this.#members.keys()],
      pool: [...new Set(pool.map(({ id }) => id))],
    };
  }

  async traits(): Promise<ModelTraits> {
    const members = [...this.#members.values()];
    return jointTraits(
      await Promise.all(members.map(async (model) => (await model.traits?.()) ?? {})),
    );
  }

  async complete(
    request: ModelRequest,
    options: ModelOptions,
  ): Promise<Result<ModelReply, ModelFailure>> {
    const named = this.#named(options.part);
    const order = [named, ...[...this.#members.values()].filter((model) => model !== named)];
    const able = order.filter(({ id }) => !this.#lost.has(id));
    const notices: string[] = [];
    let first: ModelFailure | undefined;
    // Where all are lost, the one that is named says why.
    for (const model of able.length > 0 ? able : [named]) {
      const result = await model.complete(request, options);
      if (result.ok) {
        const { learnt, ...reply } = result.value;
        return ok({
          ...reply,
          answeredBy: model.id,
          notices: [...notices, ...reply.notices],
          ...(learnt === undefined ? {} : { learnt: await this.traits() }),
        });
      }
      const { reason, message } = result.error;
      if (reason === 'cancelled') return result;
      first ??= result.error;
      if (lasting.has(reason)) {
        if (!this.#lost.has(model.id)) {
          notices.push(`${model.id} is not asked any more in this run: ${message}`);
        }
        this.#lost.add(model.id);
      }
    }
    return fail(first ?? { reason: 'not-configured', message: 'There is no model to ask.' });
  }

  #named(part: string | undefined): Model {
    if (part === 'small') return this.#small ?? this.#leader;
    return (part === undefined ? undefined : this.#members.get(part)) ?? this.#leader;
  }
}

/**
 * What holds for whichever answers: room for the one that reasons most, and no limit but those that all
 * have. What each of them refuses is its own matter.
 */
function jointTraits(all: readonly ModelTraits[]): ModelTraits {
  const numbers = (name: 'reasoningTokens' | 'mostTokens' | 'contextTokens') =>
    all.flatMap((traits) => traits[name] ?? []);
  const reasoning = numbers('reasoningTokens');
  const limit = (name: 'mostTokens' | 'contextTokens') => {
    const found = numbers(name);
    return found.length === all.length ? { [name]: Math.max(...found) } : {};
  };
  return {
    ...(reasoning.length > 0 ? { reasoningTokens: Math.max(...reasoning) } : {}),
    ...limit('mostTokens'),
    ...limit('contextTokens'),
  };
}
