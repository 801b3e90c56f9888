import type { Evidence } from '../evidence.ts';
import { report, type Routine } from '../engine/step.ts';
import type { Ranking } from '../selectors/selector.ts';
import type { Board } from './board.ts';
import type { Job } from './job.ts';
import { rank } from './judge.ts';
import { pinnedFirst } from './pin.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/** Others of the winner's cluster that are run again with it. */
const peers = 2;
/** Times that another winner is tried after one did not repeat itself. */
const attempts = 3;

/** The ranking that held when its winner was run again, and what that showed. */
export interface Confirmed {
  readonly ranking: Ranking;
  readonly evidence: readonly Evidence[];
}

/**
 * Runs the winner and some that behave like it again, each in a process of its own and under
 * another hash seed. A batch member cannot then have forged its result, and what was chance shows.
 */
export function* confirm(
  context: StrategyContext,
  job: Job,
  board: Board,
  first: Ranking,
): Routine<Confirmed> {
  let ranking = first;
  const hashSeed = 1 + context.random.fork(`${job.node}/hash`).below(2 ** 31 - 1);
  const unstable: string[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const winner = board.entry(ranking.order[0]?.candidate ?? '');
    // What has run on nothing has nothing to repeat.
    if (winner === undefined || winner.results.size === 0) return { ranking, evidence: [] };
    const fingerprint = board.fingerprint(winner);
    const cluster = board.entries.filter(
      (entry) => entry !== winner && board.fingerprint(entry) === fingerprint,
    );
    const changed = yield* board.runAgain([winner, ...cluster.slice(0, peers)], hashSeed);
    if (changed.length === 0) break;
    unstable.push(...changed.map(({ call }) => call));
    yield* report({
      type: 'note',
      node: job.node,
      note: `Results changed from run to run on ${[...new Set(unstable)].slice(0, 3).join(', ')}.`,
    });
    ranking = pinnedFirst(yield* rank(context, job, board), job, board);
    if (ranking.order[0]?.candidate === winner.candidate.id) break;
  }
  const note =
    unstable.length === 0
      ? 'Gave the same results when run alone under another hash seed.'
      : `Results that change from run to run were left out: ${[...new Set(unstable)].slice(0, 3).join(', ')}.`;
  return { ranking, evidence: [{ source: 'determinism', weight: 0, note }] };
}
