import { plainRanking } from './rank.ts';
import type { Selector } from './selector.ts';
import { tabulate } from './table.ts';

/** Any candidate, behind the gate where there is one. */
export const anyCandidate: Selector = {
  name: 'random',
  rank(matrix, random) {
    const table = tabulate(matrix);
    return plainRanking(
      { table, scores: new Float64Array(table.rows.length), signals: [] },
      random,
    );
  },
};

/** The first row as given that passes the gate: what one gets without choosing. */
export const firstCandidate: Selector = {
  name: 'first',
  rank(matrix, random) {
    const table = tabulate(matrix);
    const place = new Map(matrix.rows.map((row, index) => [row.candidate, index]));
    const scores = Float64Array.from(table.rows, (row) => -(place.get(row.candidate) ?? 0));
    return plainRanking({ table, scores, signals: [] }, random);
  },
};
