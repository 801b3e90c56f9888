import type { Selector } from '../../src/core/selectors/selector.ts';
import { isProvable } from '../../src/core/selectors/confidence.ts';
import { isSettled } from '../../src/core/selectors/stop.ts';
import type { Claim } from './calibration.ts';
import { drawOf, matrixOf, type View } from './draws.ts';
import type { TaskOutcomes } from './outcomes.ts';

/** Whether the candidate that a selector chose is right: `[task][draw]`, 1 or 0. */
export type Scores = readonly (readonly number[])[];

/**
 * Asks whether a chosen candidate passes the hidden test. This is all that selection ever touches of
 * hidden tests, and only after it has chosen.
 */
export type Verdict = (task: string, candidate: string) => boolean;

export interface Replay {
  readonly outcomes: readonly TaskOutcomes[];
  readonly verdict: Verdict;
  readonly draws: number;
  readonly seed: number;
}

/** pass@1 of one selector on the draws. */
export function replay(
  { outcomes, verdict, draws, seed }: Replay,
  selector: Selector,
  view: View,
): Scores {
  return outcomes.map((task) =>
    Array.from({ length: draws }, (_, index) => {
      const draw = drawOf(task, seed, index);
      const matrix = matrixOf(task, draw, view);
      const [best] = selector.rank(matrix, draw.random.fork(selector.name)).order;
      return best !== undefined && verdict(task.task, best.candidate) ? 1 : 0;
    }),
  );
}

/** What a selector says of its choices on the draws: `[task][draw]`. */
export function claims(
  { outcomes, verdict, draws, seed }: Replay,
  selector: Selector,
  view: View,
): readonly (readonly Claim[])[] {
  return outcomes.map((task) =>
    Array.from({ length: draws }, (_, index) => {
      const draw = drawOf(task, seed, index);
      const matrix = matrixOf(task, draw, view);
      const ranking = selector.rank(matrix, draw.random.fork(selector.name));
      const [best] = ranking.order;
      return {
        confidence: ranking.confidence,
        proven: isProvable(ranking),
        right: best !== undefined && verdict(task.task, best.candidate),
      };
    }),
  );
}

/** Whether any of the drawn samples is right. */
export function oracle({ outcomes, verdict, draws, seed }: Replay, n: number): Scores {
  return outcomes.map((task) =>
    Array.from({ length: draws }, (_, index) =>
      drawOf(task, seed, index)
        .solutions.slice(0, n)
        .some((sample) => {
          const candidate = task.candidates[task.ofSample[sample] ?? 0];
          return candidate !== undefined && verdict(task.task, candidate.id);
        })
        ? 1
        : 0,
    ),
  );
}

export interface Adaptive {
  readonly scores: Scores;
  /** Samples drawn: `[task][draw]`. */
  readonly samples: Scores;
}

/** Samples in waves until the stop rule is content or the limit is reached. */
export function adaptive(
  { outcomes, verdict, draws, seed }: Replay,
  selector: Selector,
  {
    m,
    gate,
    limit,
    waves,
  }: Omit<View, 'n'> & {
    readonly limit: number;
    /** Numbers of samples after which the selector looks, in order. */
    readonly waves: readonly number[];
  },
): Adaptive {
  const ended = outcomes.map((task) =>
    Array.from({ length: draws }, (_, index) => {
      const draw = drawOf(task, seed, index);
      for (const n of [...waves.filter((wave) => wave < limit), limit]) {
        const ranking = selector.rank(
          matrixOf(task, draw, { n, m, gate }),
          draw.random.fork(selector.name),
        );
        if (!isSettled(ranking, n, limit)) continue;
        const [best] = ranking.order;
        return { n, right: best !== undefined && verdict(task.task, best.candidate) ? 1 : 0 };
      }
      throw new Error('The stop rule must hold at the limit.');
    }),
  );
  return {
    scores: ended.map((row) => row.map(({ right }) => right)),
    samples: ended.map((row) => row.map(({ n }) => n)),
  };
}
