import type { Selector } from '../../src/core/selectors/selector.ts';
import { selectors } from '../../src/core/selectors/index.ts';
import type { View } from './draws.ts';
import { adaptive, replay, type Replay, type Scores } from './evaluate.ts';
import { difference, estimate, meanOf, type Estimate } from './interval.ts';

export interface Cell {
  readonly selector: string;
  readonly n: number;
  readonly m: number;
  readonly gate: boolean;
  /** Only tests that earned a vote took part. */
  readonly earned: boolean;
  readonly pass: Estimate;
  /** Paired with `codet` on the same draws. */
  readonly overCodet: Estimate;
  /** Means over the tasks at even and at odd places of the file. */
  readonly halves: readonly [number, number];
}

export interface AdaptiveCell {
  readonly gate: boolean;
  readonly limit: number;
  readonly draws: number;
  readonly fixed: Estimate;
  readonly adaptive: Estimate;
  readonly change: Estimate;
  readonly samples: number;
}

export const writerSizes = [10, 20, 50] as const;
/** Rules that do not choose by order of sampling; `first` would only repeat `random` here. */
const compared = selectors.filter(({ name }) => !['first', 'sstar'].includes(name));
const fewer = compared.filter(({ name }) =>
  ['balance', 'codet', 'b4', 'agreement', 'cascade'].includes(name),
);

/** One row per selector for one view; `codet` in `overCodet` always has all tests. */
export function measure(all: Replay, view: View): readonly Cell[] {
  const { n, m, gate, earned = false } = view;
  const chosen: readonly Selector[] = m === 100 ? compared : fewer;
  const scores = new Map<string, Scores>(
    chosen.map((selector) => [selector.name, replay(all, selector, view)]),
  );
  const [reference] = fewer.filter(({ name }) => name === 'codet');
  const codet =
    earned && reference !== undefined
      ? replay(all, reference, { n, m, gate })
      : (scores.get('codet') ?? []);
  return [...scores].map(([selector, own]) => ({
    selector,
    n,
    m,
    gate,
    earned,
    pass: estimate(own),
    overCodet: difference(own, codet),
    halves: [half(own, 0), half(own, 1)],
  }));
}

function half(scores: Scores, parity: number): number {
  return meanOf(scores.filter((_, task) => task % 2 === parity));
}

/** The default selector with and without the stop rule, on the same draws. */
export function measureAdaptive(all: Replay, gate: boolean, limit: number): AdaptiveCell {
  const [selector] = selectors;
  if (selector === undefined) throw new Error('There must be a default selector.');
  const fixed = replay(all, selector, { n: limit, m: 100, gate });
  const stopped = adaptive(all, selector, { m: 100, gate, limit, waves: wavesUpTo(limit) });
  return {
    gate,
    limit,
    draws: all.draws,
    fixed: estimate(fixed),
    adaptive: estimate(stopped.scores),
    change: difference(stopped.scores, fixed),
    samples: meanOf(stopped.samples),
  };
}

/** After 4 samples, then after every one; beyond 20 after every tenth more. */
export function wavesUpTo(limit: number): readonly number[] {
  const waves: number[] = [];
  for (let n = 4; n < limit; n += n < 20 ? 1 : Math.ceil(n / 10)) waves.push(n);
  return waves;
}
