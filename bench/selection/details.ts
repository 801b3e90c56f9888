import type { Replay } from './evaluate.ts';
import { measure, measureAdaptive, writerSizes, type AdaptiveCell, type Cell } from './measure.ts';
import { adaptiveTable, earnedTable, publishedTables, writerTable } from './report.ts';

/** What a set of 100 samples and 100 test samples a task has besides: fewer tests, earned votes, longer limits. */
export function printDetails(all: Replay, say: (what: string) => void): void {
  const cells: Cell[] = [];
  const stops: AdaptiveCell[] = [];
  const sizes = [20, 100].filter((n) => all.outcomes.every(({ ofSample }) => ofSample.length >= n));
  for (const gate of [false, true]) {
    const shown = gate ? 'gate' : 'no examples';
    for (const n of sizes) {
      say(`details n = ${n}, ${shown}`);
      cells.push(...measure(all, { n, m: 100, gate }));
      cells.push(...measure(all, { n, m: 100, gate, earned: true }));
      for (const m of writerSizes) cells.push(...measure(all, { n, m, gate }));
      say(`stop rule up to ${n} samples, ${shown}`);
      const draws = n > 20 ? Math.min(all.draws, 5) : all.draws;
      stops.push(measureAdaptive({ ...all, draws }, gate, n));
    }
  }
  console.log('## Fewer test samples\n');
  for (const gate of [false, true]) {
    for (const n of sizes) {
      console.log(`n = ${n}, ${gate ? 'gate' : 'no examples'}\n\n${writerTable(cells, n, gate)}\n`);
    }
  }
  console.log(`## All tests → only tests that earned a vote\n\n${earnedTable(cells)}\n`);
  console.log(`## Samples until the stop rule is content\n\n${adaptiveTable(stops)}\n`);
  console.log(`## Published and replayed by others\n\n${publishedTables()}`);
}
