import type { Candidate } from '../candidate.ts';
import { isSilent, outcomeKey } from '../outcome.ts';
import type { CheckResult } from '../ports.ts';
import { isFault } from '../selectors/faults.ts';

/** Candidates with equal normalised source: run once, counted as often as they were sampled. */
export interface Entry {
  /** The first candidate with this source; its id names the entry. */
  readonly candidate: Candidate;
  readonly members: readonly Candidate[];
  /** By check id. */
  readonly results: ReadonlyMap<string, CheckResult>;
}

/**
 * False where nothing but failures of the program itself came of it: no check passed and no call gave
 * a result. Such a candidate has shown nothing, nor have several that fail alike.
 */
export function hasWorked({ results }: Entry): boolean {
  return [...results.values()].some(
    ({ outcome, passed }) =>
      passed === true || (!isSilent(outcome) && !isFault(outcomeKey(outcome))),
  );
}
