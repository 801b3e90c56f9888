import { SeededRandom } from '../../src/core/random.ts';
import type { Estimate } from './interval.ts';

/** One choice: how sure the selector was of it, 0..1, whether it would be called proven, whether it is right. */
export interface Claim {
  readonly confidence: number;
  readonly proven: boolean;
  readonly right: boolean;
}

/**
 * Expected calibration error: over bins of equally many claims, ordered by confidence, the mean distance
 * of the mean confidence from the share that is right.
 */
export function calibrationError(claims: readonly Claim[], bins = 10): number {
  const ordered = [...claims].sort((a, b) => a.confidence - b.confidence);
  let error = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const from = Math.round((bin * ordered.length) / bins);
    const own = ordered.slice(from, Math.round(((bin + 1) * ordered.length) / bins));
    const said = own.reduce((sum, { confidence }) => sum + confidence, 0);
    const right = own.filter((claim) => claim.right).length;
    error += Math.abs(said - right) / Math.max(ordered.length, 1);
  }
  return error;
}

/** Of the claims called proven: their share of all, and the share of them that is right. */
export function called(claims: readonly Claim[]): {
  readonly share: number;
  readonly right: number;
} {
  const own = claims.filter(({ proven }) => proven);
  return {
    share: own.length / Math.max(claims.length, 1),
    right: own.filter(({ right }) => right).length / Math.max(own.length, 1),
  };
}

const resamples = 2000;

/**
 * The share that is right of what is called proven in several regimes, with its 95 % bootstrap interval over
 * tasks: a task is drawn with all that is said of it anywhere.
 */
export function calledRight(claims: ReadonlyMap<string, readonly Claim[]>): Estimate {
  const tasks = [...claims.values()].map((own) => {
    const proven = own.filter((claim) => claim.proven);
    return { proven: proven.length, right: proven.filter(({ right }) => right).length };
  });
  const share = (some: typeof tasks) =>
    some.reduce((sum, { right }) => sum + right, 0) /
    Math.max(
      some.reduce((sum, { proven }) => sum + proven, 0),
      1,
    );
  const random = new SeededRandom('called');
  const shares = Array.from({ length: resamples }, () =>
    share(tasks.flatMap(() => tasks[random.below(tasks.length)] ?? [])),
  ).sort((a, b) => a - b);
  return {
    mean: share(tasks),
    low: shares[Math.floor(0.025 * resamples)] ?? 0,
    high: shares[Math.floor(0.975 * resamples)] ?? 0,
  };
}
