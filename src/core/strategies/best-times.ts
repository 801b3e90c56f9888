import type { Probe } from '../check.ts';
import { run, type Routine } from '../engine/step.ts';
import type { LanguageId } from '../text.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';

/**
 * The least time that each entry needs for each call over some rounds, in ms, each entry in a process of
 * its own. Infinity for a call that no round timed.
 */
export function* bestTimes(
  node: string,
  language: LanguageId,
  board: Board,
  entries: readonly Entry[],
  calls: readonly Pick<Probe, 'id' | 'call'>[],
  rounds: number,
): Routine<readonly (readonly number[])[]> {
  let best = entries.map(() => calls.map(() => Infinity));
  const programs = yield* board.programsOf(entries);
  for (let round = 0; round < rounds; round++) {
    const reply = yield* run(node, 'time', {
      language,
      programs,
      checks: calls.map(({ id, call }) => ({ id, call })),
      alone: true,
    });
    best = best.map((row, p) =>
      row.map((ms, c) => Math.min(ms, reply.results[p]?.[c]?.outcome.ms ?? Infinity)),
    );
  }
  return best;
}
