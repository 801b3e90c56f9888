import type { Signal } from './rank.ts';
import { passedTests, type Classes, type Table } from './table.ts';

/** A signal read from the voting tests; the note says how many instances the row passes. */
export function testSignal(table: Table, values: ArrayLike<number>): Signal {
  const passed = passedTests(table);
  return {
    source: 'generated-tests',
    values,
    note: (row) =>
      table.tests === 0
        ? 'No generated test had a vote.'
        : `Passes ${count(passed[row])} of ${count(table.tests)} generated tests.`,
  };
}

/** A signal read from how many candidates share a row's class. */
export function classSignal(
  table: Table,
  values: ArrayLike<number>,
  classes: Classes,
  what: string,
): Signal {
  return {
    source: 'agreement',
    values,
    note: (row) =>
      `${count(classes.weight[classes.of[row] ?? 0])} of ${count(table.candidates)} candidates ${what}.`,
  };
}

/** A signal read from the mean share of candidates that return the same. `shares` are 0..1. */
export function shareSignal(
  table: Table,
  values: ArrayLike<number>,
  shares: ArrayLike<number>,
): Signal {
  return {
    source: 'agreement',
    values,
    note: (row) =>
      table.probes === 0
        ? 'There was no input to compare candidates on.'
        : `Returns the same as ${Math.round(100 * (shares[row] ?? 0))} % of the candidates over ${table.probes} inputs.`,
  };
}

function count(value: number | undefined): string {
  const number = value ?? 0;
  return Number.isInteger(number) ? String(number) : number.toFixed(1);
}
