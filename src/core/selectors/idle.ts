import type { Table } from './table.ts';

/** On fewer inputs a constant answer is no surprise. */
const fewestProbes = 5;

/**
 * Rows that do what a stub does: the source holds no implementation, or it returns one and the same
 * on every input although the generated tests ask for more than one answer, that is, it fails a test
 * that some row with varying answers passes. Such rows are not implementations: they neither vote nor
 * win. 1 per idle row. Where every row is idle, none is marked.
 */
export function idleRows(table: Table): Uint8Array {
  const { rows, distinctTests, passes } = table;
  const constant = Uint8Array.from(rows, (_, row) => (isConstant(table, row) ? 1 : 0));
  const passable = new Uint8Array(distinctTests);
  for (let row = 0; row < rows.length; row += 1) {
    if (constant[row] === 1) continue;
    for (let test = 0; test < distinctTests; test += 1) {
      if (passes[row * distinctTests + test] === 1) passable[test] = 1;
    }
  }
  const idle = Uint8Array.from(rows, ({ stub }, row) => {
    if (stub === true) return 1;
    if (constant[row] !== 1) return 0;
    return passable.some((can, test) => can === 1 && passes[row * distinctTests + test] !== 1)
      ? 1
      : 0;
  });
  return idle.includes(0) ? idle : new Uint8Array(rows.length);
}

function isConstant(table: Table, row: number): boolean {
  const outcomes = table.rows[row]?.outcomes ?? [];
  const first = outcomes[0];
  return (
    outcomes.length >= fewestProbes &&
    first?.startsWith('=') === true &&
    outcomes.every((outcome) => outcome === first)
  );
}
