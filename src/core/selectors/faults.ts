import type { Table } from './table.ts';

/**
 * Exceptions that hardly any specification asks for: the program tripped over itself. Two candidates
 * that trip alike have not agreed on an answer. (Where one is asked for, tests still say so.)
 */
const faults: ReadonlySet<string> = new Set([
  // Python
  'NameError',
  'UnboundLocalError',
  'AttributeError',
  'IndexError',
  'KeyError',
  'ImportError',
  'ModuleNotFoundError',
  'NotImplementedError',
  'RecursionError',
  'IndentationError',
  'ZeroDivisionError',
  // JavaScript
  'ReferenceError',
  'InternalError',
  // Both
  'TypeError',
  'SyntaxError',
]);

/** True for the outcome key (see `outcomeKey`) of an exception that counts as a program's fault. */
export function isFault(key: string | null | undefined): boolean {
  return key?.startsWith('!') === true && faults.has(key.slice(1));
}

/** The outcomes of a table that are faults: 1 at `row * probes + probe`. */
export function faultsOf(table: Table): Uint8Array {
  const faults = new Uint8Array(table.outcomes.length);
  table.rows.forEach((row, index) => {
    row.outcomes.forEach((key, probe) => {
      if (isFault(key)) faults[index * table.probes + probe] = 1;
    });
  });
  return faults;
}
