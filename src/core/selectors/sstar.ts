import { plainRanking, hasRun } from './rank.ts';
import type { Ranking, Selector } from './selector.ts';
import { classSignal } from './signals.ts';
import { outcomeClasses, tabulate, type Classes, type Table } from './table.ts';

/**
 * S*'s selection (Li et al. 2025, section 3.2): candidates are clustered by their outcomes; clusters
 * meet pairwise on inputs made to tell them apart, each pair judged in both orders, a tie being half
 * a win; most wins is best, then the larger cluster. A duel between two candidates counts for their
 * clusters. While two clusters that may win have not met, it asks for more inputs.
 */
export const sstar: Selector = {
  name: 'sstar',
  rank(matrix, random): Ranking {
    const table = tabulate(matrix);
    const classes = outcomeClasses(table);
    const bouts = judgedPairs(table, classes);
    const wins = new Float64Array(classes.weight.length);
    for (const { first, second, share, judged } of bouts.values()) {
      wins[first] = (wins[first] ?? 0) + share / judged;
      wins[second] = (wins[second] ?? 0) + 1 - share / judged;
    }
    // Fewer wins than half a duel can never be made up by size.
    const scores = Float64Array.from(
      classes.of,
      (cluster) =>
        (wins[cluster] ?? 0) +
        (0.4 * (classes.weight[cluster] ?? 0)) / Math.max(table.candidates, 1),
    );
    const plain = plainRanking(
      {
        table,
        scores,
        signals: [
          {
            source: 'model',
            values: Float64Array.from(classes.of, (cluster) => wins[cluster] ?? 0),
            note: (row) =>
              `Wins ${wins[classes.of[row] ?? 0] ?? 0} of the pairwise comparisons on distinguishing inputs.`,
          },
          classSignal(table, scores, classes, 'return the same on every input'),
        ],
      },
      random,
    );
    if (plain.decision !== 'accept' || allMet(table, classes, bouts)) return plain;
    return { ...plain, decision: 'probe-more' };
  },
};

/** A pair of clusters, `first` < `second`: the sum of the first's results over the times judged. */
interface Bout {
  readonly first: number;
  readonly second: number;
  readonly share: number;
  readonly judged: number;
}

function judgedPairs(table: Table, classes: Classes): ReadonlyMap<string, Bout> {
  const rowOf = new Map(table.rows.map((row, index) => [row.candidate, index]));
  const bouts = new Map<string, Bout>();
  for (const duel of table.matrix.duels ?? []) {
    const a = classes.of[rowOf.get(duel.first) ?? -1];
    const b = classes.of[rowOf.get(duel.second) ?? -1];
    if (a === undefined || b === undefined || a === b) continue;
    const result = duel.verdict === 'tie' ? 0.5 : duel.verdict === 'first' ? 1 : 0;
    const [first, second, share] = a < b ? [a, b, result] : [b, a, 1 - result];
    const key = `${first} ${second}`;
    const before = bouts.get(key);
    bouts.set(key, {
      first,
      second,
      share: (before?.share ?? 0) + share,
      judged: (before?.judged ?? 0) + 1,
    });
  }
  return bouts;
}

function allMet(table: Table, classes: Classes, bouts: ReadonlyMap<string, Bout>): boolean {
  const alive = new Set<number>();
  table.rows.forEach((row, index) => {
    if ((row.gate || !table.matrix.gated) && hasRun(table, index))
      alive.add(classes.of[index] ?? 0);
  });
  const clusters = [...alive].sort((a, b) => a - b);
  return clusters.every((first, index) =>
    clusters.slice(index + 1).every((second) => bouts.has(`${first} ${second}`)),
  );
}
