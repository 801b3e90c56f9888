import type { MatrixRow, OutcomeMatrix } from './selector.ts';

/**
 * An OutcomeMatrix in typed arrays, with its rows in the order of candidate ids, so that every sum
 * is taken in the same order however the rows came. Rows that behave alike share a class.
 */
export interface Table {
  readonly matrix: OutcomeMatrix;
  /** Sorted by candidate id. */
  readonly rows: readonly MatrixRow[];
  /** Candidates per row, and in all. */
  readonly weights: Float64Array;
  readonly candidates: number;
  /** Instances per voting test, and in all. */
  readonly testWeights: Float64Array;
  readonly tests: number;
  /** `passes[row * distinctTests + test]`: 1 where passed. */
  readonly passes: Uint8Array;
  readonly distinctTests: number;
  /** `outcomes[row * probes + probe]`: number of the outcome within its column, -1 where nothing was learnt. */
  readonly outcomes: Int32Array;
  readonly probes: number;
}

export function tabulate(matrix: OutcomeMatrix): Table {
  const rows = [...matrix.rows].sort((a, b) =>
    a.candidate < b.candidate ? -1 : a.candidate > b.candidate ? 1 : 0,
  );
  const weights = Float64Array.from(rows, (row) => row.multiplicity);
  const testWeights = Float64Array.from(matrix.testWeights);
  const distinctTests = testWeights.length;
  const probes = rows[0]?.outcomes.length ?? 0;
  const passes = new Uint8Array(rows.length * distinctTests);
  const outcomes = new Int32Array(rows.length * probes);
  const seen = Array.from({ length: probes }, () => new Map<string, number>());
  rows.forEach((row, r) => {
    for (let test = 0; test < distinctTests; test += 1) {
      passes[r * distinctTests + test] = row.passes[test] === true ? 1 : 0;
    }
    seen.forEach((column, probe) => {
      outcomes[r * probes + probe] = numberOf(column, row.outcomes[probe]);
    });
  });
  return {
    matrix,
    rows,
    weights,
    candidates: weights.reduce((sum, weight) => sum + weight, 0),
    testWeights,
    tests: testWeights.reduce((sum, weight) => sum + weight, 0),
    passes,
    distinctTests,
    outcomes,
    probes,
  };
}

function numberOf(column: Map<string, number>, key: string | null | undefined): number {
  if (key === null || key === undefined) return -1;
  let number = column.get(key);
  if (number === undefined) {
    number = column.size;
    column.set(key, number);
  }
  return number;
}

/** Rows that are equal in one respect: `of[row]` is the class, `weight[class]` its candidates. */
export interface Classes {
  readonly of: Int32Array;
  readonly weight: Float64Array;
  /** The first row of each class. */
  readonly first: Int32Array;
}

/**
 * Classes of rows with identical passes (the consensus sets of CodeT).
 *
 * @param together False for rows that must not share a class with the others.
 */
export function passClasses(table: Table, together?: (row: number) => boolean): Classes {
  return classesOf(table, table.passes, table.distinctTests, together);
}

/** Classes of rows with identical outcomes on all probes: their fingerprints. */
export function outcomeClasses(table: Table): Classes {
  return classesOf(table, table.outcomes, table.probes);
}

function classesOf(
  table: Table,
  cells: Uint8Array | Int32Array,
  width: number,
  together: (row: number) => boolean = () => true,
): Classes {
  const byKey = new Map<string, number>();
  const of = new Int32Array(table.rows.length);
  const weight: number[] = [];
  const first: number[] = [];
  for (let row = 0; row < table.rows.length; row += 1) {
    const side = together(row) ? '' : '-';
    const key = side + cells.subarray(row * width, (row + 1) * width).join();
    let index = byKey.get(key);
    if (index === undefined) {
      index = byKey.size;
      byKey.set(key, index);
      weight.push(0);
      first.push(row);
    }
    of[row] = index;
    weight[index] = (weight[index] ?? 0) + (table.weights[row] ?? 0);
  }
  return { of, weight: Float64Array.from(weight), first: Int32Array.from(first) };
}

/** Instances of voting tests that each row passes. */
export function passedTests(table: Table): Float64Array {
  const { distinctTests, passes, testWeights } = table;
  return Float64Array.from(table.rows, (_, row) => {
    let sum = 0;
    for (let test = 0; test < distinctTests; test += 1) {
      if (passes[row * distinctTests + test] === 1) sum += testWeights[test] ?? 0;
    }
    return sum;
  });
}
