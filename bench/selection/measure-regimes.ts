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
  /** By name; the one that is compared with the others comes first. */
  readonly scores: ReadonlyMap<string, Scores>;
  readonly oracle: number;
  /** What the first selector says of its choices: `[task][draw]`. */
  readonly claims: readonly (readonly Claim[])[];
}

export function measureRegime(regime: Regime, selectors: readonly Selector[]): MeasuredRegime {
  const { replay: all, view } = regime;
  const [preferred, ...others] = selectors;
  if (preferred === undefined) throw new Error('There must be a selector to measure.');
  const said = claims(all, preferred, view);
  const own = said.map((row) => row.map(({ right }) => (right ? 1 : 0)));
  return {
    regime,
    scores: new Map([
      [preferred.name, own],
      ...others.map((selector) => [selector.name, replay(all, selector, view)] as const),
    ]),
    oracle: meanOf(oracle(all, view.n)),
    claims: said,
  };
}

export interface Comparison {
  readonly regime: string;
  readonly over: ReadonlyMap<string, Estimate>;
}

/** The first selector against each of the others: per regime, and pooled over all. */
export function compare(measured: readonly MeasuredRegime[]): readonly Comparison[] {
  const [, ...others] = [...(measured[0]?.scores.keys() ?? [])];
  const each = measured.map((one) => ({
    regime: one.regime.name,
    over: new Map(others.map((other) => [other, estimate(differences(one, other))])),
  }));
  return [...each, { regime: 'pooled', over: pooledOver(measured, others) }];
}

function pooledOver(
  measured: readonly MeasuredRegime[],
  others: readonly string[],
): ReadonlyMap<string, Estimate> {
  return new Map(
    others.map((other) => [
      other,
      pooled(
        measured.map((one) => ({ tasks: tasksOf(one.regime), scores: differences(one, other) })),
      ),
    ]),
  );
}

function differences({ scores }: MeasuredRegime, other: string): Scores {
  const [own] = scores.values();
  const theirs = scores.get(other) ?? [];
  return (own ?? []).map((row, task) =>
    row.map((value, draw) => value - (theirs[task]?.[draw] ?? 0)),
  );
}

export function tasksOf({ replay: { outcomes } }: Regime): readonly string[] {
  return outcomes.map(({ task }) => task);
}

export interface AdaptiveRegime {
  readonly regime: string;
  readonly tasks: readonly string[];
  readonly fixed: number;
  readonly change: Estimate;
  readonly samples: number;
  readonly differences: Scores;
}

/** The stop rule against its limit, on the same draws. */
export function adaptiveRegime(regime: Regime, selector: Selector): AdaptiveRegime {
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
    tasks: tasksOf(regime),
    fixed: meanOf(fixed),
    change: difference(stopped.scores, fixed),
    samples: meanOf(stopped.samples),
    differences: stopped.scores.map((row, task) =>
      row.map((value, draw) => value - (fixed[task]?.[draw] ?? 0)),
    ),
  };
}
