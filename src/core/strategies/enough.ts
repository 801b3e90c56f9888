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

/** What must stand behind a candidate before the search stops at it. */
interface Standard {
  /** Different codes that behave like it, its own included: a text sampled twice has been thought of once. */
  readonly sources: number;
  /** Tests that count and that it passes, all of them. */
  readonly tests: number;
  /** Inputs on which a reference gives the same, and tests passed. */
  readonly agreed: number;
}

/**
 * By what judges: a slow reference; tests alone, where no reference fits; or other candidates, where one would fit
 * and none came. Measured on recorded samples (`bench/README.md`, Evidence): the first candidate that a reference
 * agrees with is right in 95 to 96 %; a lone one that passes the examples and its own model's tests in 94 to 96 %,
 * one that others agree with besides in 96 to 98 %.
 */
const standards: Readonly<Record<'reference' | 'tests' | 'candidates', Standard>> = {
  reference: { sources: 1, tests: 0, agreed: enoughInputs },
  tests: { sources: 1, tests: 4, agreed: 0 },
  candidates: { sources: 2, tests: 0, agreed: 0 },
};

/**
 * Whether more samples are pointless. With a slow reference: the first passes everything, and they agree
 * on enough inputs. Where none fits, tests have to do: the first passes all of enough. Otherwise others must
 * agree with it, and the stop rule of the selector decides.
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
  if (oracle !== undefined) return passesEverything(first, board, oracle, standards.reference);
  if (!isReferenceFitting(job)) return passesEverything(first, board, oracle, standards.tests);
  const limit = settings.samples + job.drafts.length;
  const rule = { ...defaultStopRule, confidence: settings.confidence };
  return (
    board.sources(first) >= standards.candidates.sources &&
    isSettled(ranking, board.candidates.length, limit, rule)
  );
}

/** Whether a candidate passes every test that counts, and comes up to a standard. */
function passesEverything(
  entry: Entry,
  board: Board,
  oracle: Oracle | undefined,
  standard: Standard,
): boolean {
  const counting = [...board.trusted, ...board.voting];
  if (!hasWorked(entry) || !counting.every(({ id }) => hasPassed(entry, id))) return false;
  if (hasStalled(entry) || board.sources(entry) < standard.sources) return false;
  if (oracle === undefined) return board.trusted.length > 0 && counting.length >= standard.tests;
  const { met, agreed } = oracle.compared(board, entry);
  return met === agreed && agreed + counting.length >= standard.agreed;
}

/** Whether it ran out of time where others may not. */
function hasStalled({ results }: Entry): boolean {
  return [...results.values()].some(({ outcome }) => outcome.kind === 'timeout');
}
