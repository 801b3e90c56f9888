import type { Selector } from '../../src/core/selectors/selector.ts';
import type { Claim } from './calibration.ts';
import { adaptive, claims, oracle, replay, type Scores } from './evaluate.ts';
import { difference, estimate, meanOf, type Estimate } from './interval.ts';
import { pooled } from './pooled.ts';
import type { Regime } from './regimes.ts';
import { wavesUpTo } from './measure.ts';

/** A regime measured: all selectors on the same draws. */
export interface MeasuredRegime {
  readonly regime: Regime;
  readonly scores: ReadonlyMap<string, Scores>;
  readonly oracle: number;
  /** What the first selector says of its choices. */
  readonly claims: readonly Claim[];
}

export function measureRegime(regime: Regime, selectors: readonly Selector[]): MeasuredRegime {
  const { replay: all, view } = regime;
  const [preferred] = selectors;
  if (preferred === undefined) throw new Error('There must be a selector to measure.');
  return {
    regime,
    scores: new Map(selectors.map((selector) => [selector.name, replay(all, selector, view)])),
    oracle: meanOf(oracle(all, view.n)),
    claims: claims(all, preferred, view),
  };
}

export interface Comparison {
  readonly regime: string;
  readonly over: ReadonlyMap<string, Estimate>;
}

/** The first selector against each of the others: per regime, and pooled over all. */
export function compare(measured: readonly MeasuredRegime[]): readonly Comparison[] {
  const names = [...(measured[0]?.scores.keys() ?? [])];
  const [preferred = '', ...others] = names;
  const differences = (one: MeasuredRegime, other: string): Scores => {
    const theirs = one.scores.get(other) ?? [];
    return (one.scores.get(preferred) ?? []).map((row, task) =>
      row.map((value, draw) => value - (theirs[task]?.[draw] ?? 0)),
    );
  };
  const each = measured.map((one) => ({
    regime: one.regime.name,
    over: new Map(others.map((other) => [other, estimate(differences(one, other))])),
  }));
  const all = new Map(
    others.map((other) => [
      other,
      pooled(
        measured.map((one) => ({
          tasks: one.regime.replay.outcomes.map(({ task }) => task),
          scores: differences(one, other),
        })),
      ),
    ]),
  );
  return [...each, { regime: 'pooled', over: all }];
}

export interface AdaptiveRegime {
  readonly regime: string;
  readonly fixed: number;
  readonly change: Estimate;
  readonly samples: number;
}

/** The stop rule against its limit, on the same draws. */
export function adaptiveRegime(
  regime: Regime,
  selector: Selector,
): AdaptiveRegime & {
  readonly differences: Scores;
} {
  const { replay: all, view } = regime;
  const fixed = replay(all, selector, view);
  const stopped = adaptive(all, selector, {
    m: view.m,
    gate: view.gate,
    limit: view.n,
    waves: wavesUpTo(view.n),
  });
  return {
    regime: regime.name,
    fixed: meanOf(fixed),
    change: difference(stopped.scores, fixed),
    samples: meanOf(stopped.samples),
    differences: stopped.scores.map((row, task) =>
      row.map((value, draw) => value - (fixed[task]?.[draw] ?? 0)),
    ),
  };
}
