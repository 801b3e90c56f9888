import type { Random } from '../ports.ts';

/** What became of a model's candidates so far. */
export interface TrackRecord {
  readonly survived: number;
  readonly failed: number;
}

/** How many samples of a wave each model gives. */
export interface Share {
  readonly model: string;
  readonly samples: number;
}

/**
 * Deals the samples of a wave to the models of a pool by Thompson sampling: each sample goes to the model
 * that comes out best when the chance of each to give a candidate that survives is drawn from what is known
 * of it (a beta distribution over a uniform prior). With nothing known they take turns. It depends on seed
 * and records alone (The Avengers, DyLAN: several models are better than the best of them).
 */
export function dealt(
  pool: readonly string[],
  records: ReadonlyMap<string, TrackRecord>,
  samples: number,
  random: Random,
): readonly Share[] {
  const counts = new Map(pool.map((model) => [model, 0]));
  const isNew = pool.every((model) => !records.has(model));
  for (let sample = 0; sample < samples; sample += 1) {
    const model = isNew ? pool[sample % pool.length] : bestOf(pool, records, random);
    if (model !== undefined) counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  return [...counts].flatMap(([model, count]) => (count > 0 ? [{ model, samples: count }] : []));
}

function bestOf(
  pool: readonly string[],
  records: ReadonlyMap<string, TrackRecord>,
  random: Random,
): string | undefined {
  let best: { readonly model: string; readonly chance: number } | undefined;
  for (const model of pool) {
    const { survived, failed } = records.get(model) ?? { survived: 0, failed: 0 };
    const chance = beta(1 + survived, 1 + failed, random);
    if (best === undefined || chance > best.chance) best = { model, chance };
  }
  return best?.model;
}

/** A draw of Beta(a, b) for whole numbers: the a-th smallest of a + b - 1 uniform draws. */
function beta(a: number, b: number, random: Random): number {
  const draws = Array.from({ length: a + b - 1 }, () => random.next()).sort((x, y) => x - y);
  return draws[a - 1] ?? 0;
}
