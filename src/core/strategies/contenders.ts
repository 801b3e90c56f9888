import { outcomeKey } from '../outcome.ts';
import { isFault } from '../selectors/faults.ts';
import type { Ranking } from '../selectors/selector.ts';
import type { Probe, Test } from '../check.ts';
import type { Board } from './board.ts';
import { hasWorked, type Entry } from './entry.ts';
import type { Doubts } from './doubts.ts';
import { hasPassed, passesGate } from './judge.ts';

/**
 * Candidates against which no test speaks more than against the first: they pass the gate and every
 * voting test that it passes. The first stands before the others; none where the first fails the gate.
 */
export function contenders(board: Board, ranking: Ranking, { oracle }: Doubts): readonly Entry[] {
  const ordered = ranking.order.flatMap(({ candidate }) => board.entry(candidate) ?? []);
  const [first] = ordered;
  if (first === undefined || !passesGate(first, board) || !hasWorked(first)) return [];
  const against = (entry: Entry) => oracle?.against(board, entry).length ?? 0;
  const most = against(first);
  const passed = board.voting.filter(({ id }) => hasPassed(first, id));
  return ordered.filter(
    (entry) =>
      entry === first ||
      (passesGate(entry, board) &&
        hasWorked(entry) &&
        against(entry) <= most &&
        passed.every(({ id }) => hasPassed(entry, id))),
  );
}

/** A call on which contenders give different results, the shortest first. */
export interface Difference {
  readonly check: Probe | Test;
  /** Contenders by what they give, in the order of the ranking. */
  readonly groups: readonly (readonly Entry[])[];
}

/**
 * Where contenders differ. A candidate that only tripped over itself on a call has given no other
 * answer there, unless the description says that the call fails; so faults take no part.
 */
export function openDifferences(
  board: Board,
  ranking: Ranking,
  doubts: Doubts,
): readonly Difference[] {
  const entries = contenders(board, ranking, doubts);
  const [first, ...others] = entries;
  if (first === undefined) return [];
  const checks = new Set(others.flatMap((other) => board.differences(first, other)));
  return [...checks]
    .sort((a, b) => a.call.length - b.call.length)
    .flatMap((check): Difference[] => {
      const groups = new Map<string, Entry[]>();
      for (const entry of entries) {
        const outcome = entry.results.get(check.id)?.outcome;
        if (outcome === undefined) continue;
        const key = outcomeKey(outcome);
        if (key.startsWith('?') || isFault(key)) continue;
        groups.set(key, [...(groups.get(key) ?? []), entry]);
      }
      return groups.size > 1 ? [{ check, groups: [...groups.values()] }] : [];
    });
}

/**
 * The ranking with those before the others that neither a slow reference nor a label of a differing
 * input speaks against. A label was asked for to settle just that, by the description alone, and most of
 * those asked have said it. A reference that agrees with no candidate settles nothing.
 */
export function settled(ranking: Ranking, board: Board, { labels, oracle }: Doubts): Ranking {
  const failures = (candidate: string): number => {
    const entry = board.entry(candidate);
    if (entry === undefined || !passesGate(entry, board)) return Infinity;
    const denied = oracle !== undefined && oracle.against(board, entry).length > 0 ? 1 : 0;
    return denied + [...labels].filter((id) => !hasPassed(entry, id)).length;
  };
  const least = Math.min(...ranking.order.map(({ candidate }) => failures(candidate)));
  if (least === Infinity) return ranking;
  const isBest = ({ candidate }: { readonly candidate: string }) => failures(candidate) === least;
  return {
    ...ranking,
    order: [...ranking.order.filter(isBest), ...ranking.order.filter((each) => !isBest(each))],
  };
}
