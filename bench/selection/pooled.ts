import { SeededRandom } from '../../src/core/random.ts';
import type { Scores } from './evaluate.ts';
import { meanOf, type Estimate } from './interval.ts';

/** Paired values of one regime, with the tasks that its rows are of. */
export interface RegimeScores {
  readonly tasks: readonly string[];
  readonly scores: Scores;
}

const resamples = 2000;

/**
 * The mean over regimes of each regime's mean, with its 95 % bootstrap interval. Regimes share tasks, so
 * a resample takes tasks, each with what it has in every regime, and one draw of each of those.
 */
export function pooled(regimes: readonly RegimeScores[]): Estimate {
  interface Part {
    readonly values: readonly number[];
    readonly weight: number;
  }
  const byTask = new Map<string, Part[]>();
  for (const { tasks, scores } of regimes) {
    tasks.forEach((task, index) => {
      const parts = byTask.get(task) ?? [];
      parts.push({
        values: scores[index] ?? [],
        weight: 1 / (regimes.length * Math.max(tasks.length, 1)),
      });
      byTask.set(task, parts);
    });
  }
  const tasks = [...byTask.values()];
  const random = new SeededRandom('pooled');
  const means: number[] = [];
  for (let round = 0; round < resamples; round += 1) {
    let sum = 0;
    for (let at = 0; at < tasks.length; at += 1) {
      for (const { values, weight } of tasks[random.below(tasks.length)] ?? []) {
        sum += weight * (values[random.below(Math.max(values.length, 1))] ?? 0);
      }
    }
    means.push(sum);
  }
  means.sort((a, b) => a - b);
  return {
    mean:
      regimes.reduce((sum, { scores }) => sum + meanOf(scores), 0) / Math.max(regimes.length, 1),
    low: means[Math.floor(0.025 * resamples)] ?? 0,
    high: means[Math.floor(0.975 * resamples)] ?? 0,
  };
}
