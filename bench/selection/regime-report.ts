import { calibrationError, called, type Claim } from './calibration.ts';
import type { AdaptiveRegime, Comparison, MeasuredRegime } from './measure-regimes.ts';
import { meanOf, type Estimate } from './interval.ts';
import { percent, signed, table } from './report.ts';

/** Share of right choices of every selector in every regime, beside the oracle. */
export function shareTable(measured: readonly MeasuredRegime[]): string {
  const names = [...(measured[0]?.scores.keys() ?? [])];
  return table(
    ['regime', ...names, 'oracle'],
    measured.map(({ regime, scores, oracle }) => [
      regime.name,
      ...names.map((name) => percent(meanOf(scores.get(name) ?? []))),
      percent(oracle),
    ]),
  );
}

/** The first selector less each other, in points with 95 % intervals. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  const names = [...(comparisons[0]?.over.keys() ?? [])];
  return table(
    ['regime', ...names.map((name) => `over ${name}`)],
    comparisons.map(({ regime, over }) => [
      regime,
      ...names.map((name) => {
        const estimate = over.get(name);
        return estimate === undefined ? '' : signed(estimate);
      }),
    ]),
  );
}

/** Calibration error, and what would be called proven: its share, and how much of it is right. */
export function calibrationTable(measured: readonly MeasuredRegime[]): string {
  const row = (name: string, claims: readonly Claim[]) => {
    const { share, right } = called(claims);
    const said = claims.reduce((sum, { confidence }) => sum + confidence, 0) / claims.length;
    return [
      name,
      percent(claims.filter((claim) => claim.right).length / claims.length),
      percent(said),
      calibrationError(claims).toFixed(3),
      percent(share),
      share === 0 ? '' : percent(right),
    ];
  };
  return table(
    ['regime', 'right', 'said', 'calibration error', 'called proven (%)', 'right of those (%)'],
    [
      ...measured.map(({ regime, claims }) => row(regime.name, claims.flat())),
      row(
        'pooled',
        measured.flatMap(({ claims }) => claims.flat()),
      ),
    ],
  );
}

export function stoppingTable(regimes: readonly AdaptiveRegime[], pooled: Estimate): string {
  const mean = (of: (regime: AdaptiveRegime) => number) =>
    regimes.reduce((sum, regime) => sum + of(regime), 0) / Math.max(regimes.length, 1);
  return table(
    ['regime', 'all samples', 'change', 'mean samples'],
    [
      ...regimes.map(({ regime, fixed, change, samples }) => [
        regime,
        percent(fixed),
        signed(change),
        samples.toFixed(1),
      ]),
      [
        'pooled',
        percent(mean(({ fixed }) => fixed)),
        signed(pooled),
        mean(({ samples }) => samples).toFixed(1),
      ],
    ],
  );
}
