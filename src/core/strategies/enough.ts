import type { Ranking } from '../selectors/selector.ts';
import { defaultStopRule, isSettled } from '../selectors/stop.ts';
import type { RunSettings } from '../settings.ts';
import type { Board } from './board.ts';
import { openDifferences } from './contenders.ts';
import type { Doubts } from './doubts.ts';
import { hasWorked, type Entry } from './entry.ts';
import type { Job } from './job.ts';
import { hasPassed } from './judge.ts';
import { enoughInputs, isReferenceFitting, type Oracle } from './oracle.ts';

/**
 * Whether more samples are pointless. With a slow reference: the first passes everything, and they agree
 * on enough inputs. Where none fits, tests have to do: the first passes all of enough. Otherwise the
 * stop rule of the selector.
 */
export function isEnough(
  ranking: Ranking,
  board: Board,
  job: Job,
  settings: RunSettings,
  doubts: Doubts,
): boolean {
  const first = board.entry(ranking.order[0]?.candidate ?? '');
  if (first === undefined) return false;
  const { oracle } = doubts;
  if (openDifferences(board, ranking, doubts).length > 0) return false;
  if (oracle !== undefined || !isReferenceFitting(job)) {
    return passesEverything(first, board, oracle);
  }
  const limit = settings.samples + job.drafts.length;
  const rule = { ...defaultStopRule, confidence: settings.confidence };
  return isSettled(ranking, board.candidates.length, limit, rule);
}

/** Tests that a candidate must have passed where no reference stands behind it. */
const enoughTests = 4;

/** Whether a candidate passes every test that counts, and as many as are enough. */
function passesEverything(entry: Entry, board: Board, oracle: Oracle | undefined): boolean {
  const counting = [...board.trusted, ...board.voting];
  if (!hasWorked(entry) || !counting.every(({ id }) => hasPassed(entry, id))) return false;
  if (hasStalled(entry)) return false;
  if (oracle === undefined) return board.trusted.length > 0 && counting.length >= enoughTests;
  const { met, agreed } = oracle.compared(board, entry);
  return met === agreed && agreed + counting.length >= enoughInputs;
}

/** Whether it ran out of time where others may not. */
function hasStalled({ results }: Entry): boolean {
  return [...results.values()].some(({ outcome }) => outcome.kind === 'timeout');
}
