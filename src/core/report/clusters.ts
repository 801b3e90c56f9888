import type { Candidate } from '../candidate.ts';
import type { ResultMatrix } from '../view/event.ts';
import type { NodeView } from '../view/view.ts';
import { isSilent, outcomeKey } from '../outcome.ts';

/**
 * Candidates with the same fingerprint: the same behaviour on every call. The cluster of the selected
 * candidate comes first, then the others in the order of the ranking, last those that were not run.
 * One that gave no result anywhere is alone, like `Board.agreements` has it.
 */
export function clustersOf(
  { candidates, scores, selected }: Pick<NodeView, 'candidates' | 'scores' | 'selected'>,
  matrix: ResultMatrix,
): readonly (readonly Candidate[])[] {
  const ranks = new Map(scores.map(({ candidate }, rank) => [candidate, rank]));
  const rank = ({ id }: Candidate) => (id === selected ? -1 : (ranks.get(id) ?? Infinity));
  const ordered = [...candidates].sort((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    return first === second ? 0 : first - second;
  });
  const clusters = new Map<string, Candidate[]>();
  for (const candidate of ordered) {
    const { id } = candidate;
    // Where candidates ran in combinations only, nothing says who behaves like the chosen one.
    const key = matrix.rows.has(id) || id !== selected ? fingerprintOf(id, matrix) : 'chosen';
    const cluster = clusters.get(key);
    if (cluster) cluster.push(candidate);
    else clusters.set(key, [candidate]);
  }
  return [...clusters.values()];
}

/** `A` to `Z`, then `A2`, `B2`, …. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26) + 1}`;
}

function fingerprintOf(candidate: string, { columns, rows }: ResultMatrix): string {
  const row = rows.get(candidate);
  if (!row) return 'not run';
  const keys = columns.flatMap(({ check }, index) => {
    if ('expectation' in check && check.expectation.kind === 'holds') return [];
    const outcome = row[index]?.outcome;
    return [outcome && !isSilent(outcome) ? outcomeKey(outcome) : '?'];
  });
  return keys.every((key) => key === '?') ? `silent ${candidate}` : keys.join('\u0001');
}
