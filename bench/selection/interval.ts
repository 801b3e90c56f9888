import { SeededRandom } from '../../src/core/random.ts';
import type { Scores } from './evaluate.ts';

/** A mean with its 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const resamples = 2000;

export function meanOf(scores: Scores): number {
  const all = scores.flat();
  return all.reduce((sum, value) => sum + value, 0) / Math.max(all.length, 1);
}

/**
 * Mean over tasks and draws with a percentile bootstrap interval: each resample takes as many tasks
 * with replacement and one draw of each. The same resamples are used for every estimate, so that
 * `difference` is paired.
 */
export function estimate(scores: Scores): Estimate {
  const means: number[] = [];
  const random = new SeededRandom('bootstrap');
  for (let round = 0; round < resamples; round += 1) {
    let sum = 0;
    for (let at = 0; at < scores.length; at += 1) {
      const task = scores[random.below(scores.length)] ?? [];
      sum += task[random.below(Math.max(task.length, 1))] ?? 0;
    }
    means.push(sum / Math.max(scores.length, 1));
  }
  means.sort((a, b) => a - b);
  return {
    mean: meanOf(scores),
    low: means[Math.floor(0.025 * resamples)] ?? 0,
    high: means[Math.floor(0.975 * resamples)] ?? 0,
  };
}

/** The paired difference of two selectors on the same draws. */
export function difference(a: Scores, b: Scores): Estimate {
  return estimate(a.map((row, task) => row.map((value, draw) => value - (b[task]?.[draw] ?? 0))));
}
