import { called, calledRight, calibrationError, type Claim } from './calibration.ts';
import { meanOf, type Estimate } from './interval.ts';
import {
  tasksOf,
  type AdaptiveRegime,
  type Comparison,
  type MeasuredRegime,
} from './measure-regimes.ts';
import { percent, signed } from './report.ts';

/** Rules that the default is held to. */
const rivals = ['codet', 'max-pass', 'b4', 'agreement'] as const;
/** Most that is lost in one regime, as a share: two tasks of 82. */
const mostLoss = 0.025;
/** Samples at which the stop rule is looked at. */
const cap = 20;

export interface Measured {
  readonly measured: readonly MeasuredRegime[];
  readonly comparisons: readonly Comparison[];
  readonly stopped: readonly AdaptiveRegime[];
  readonly change: Estimate;
}

/** Every bound with what was measured, one a line. */
export function boundLines({
  measured,
  comparisons,
  stopped,
  change,
}: Measured): readonly string[] {
  const pooled = comparisons.at(-1)?.over;
  const losses = comparisons.slice(0, -1).flatMap(({ regime, over }) =>
    rivals.flatMap((rival) => {
      const estimate = over.get(rival);
      return estimate !== undefined && (estimate.mean < -mostLoss || estimate.high < 0)
        ? [`${regime} against ${rival} (${signed(estimate)})`]
        : [];
    }),
  );
  const all = measured.flatMap(({ claims }) => claims.flat());
  const right = calledRight(byTask(measured));
  const regimes = measured.map(({ regime, scores, claims }) => ({
    name: regime.name,
    chosen: meanOf([...scores.values()][0] ?? []),
    ...called(claims.flat()),
  }));
  const least = regimes
    .filter(({ share }) => share > 0)
    .sort((a, b) => a.right - b.right)
    .map(({ name, right: of }) => `${percent(of)} (${name})`);
  const strong = regimes
    .filter(({ chosen }) => chosen >= 0.8)
    .sort((a, b) => a.share - b.share)
    .map(({ name, share }) => `${percent(share)} (${name})`);
  const samples =
    stopped.reduce((sum, regime) => sum + regime.samples, 0) / Math.max(stopped.length, 1);
  return [
    ...rivals.flatMap((rival) => {
      const estimate = pooled?.get(rival);
      return estimate === undefined ? [] : [`Pooled over ${rival}: ${signed(estimate)}`];
    }),
    `Losses in one regime: ${losses.length === 0 ? 'none' : losses.join('; ')}`,
    `Calibration error: ${calibrationError(all).toFixed(3)}`,
    `Proven right: ${percent(right.mean)} % (${percent(right.low)} to ${percent(right.high)})`,
    `Proven right, lowest: ${least.slice(0, 3).join('; ')}`,
    `Called proven: ${percent(called(all).share)} %`,
    `Called proven where 80 % are right, lowest: ${strong.slice(0, 3).join('; ')}`,
    `Adaptive, cap ${cap}: ${signed(change)}, ${samples.toFixed(1)} samples`,
  ];
}

/** What is said of each task in all regimes that have it. */
function byTask(measured: readonly MeasuredRegime[]): ReadonlyMap<string, readonly Claim[]> {
  const claims = new Map<string, readonly Claim[]>();
  for (const one of measured) {
    for (const [index, task] of tasksOf(one.regime).entries()) {
      claims.set(task, [...(claims.get(task) ?? []), ...(one.claims[index] ?? [])]);
    }
  }
  return claims;
}
