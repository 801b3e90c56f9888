/**
 * Tests that are written once and run for every row of a table: `pytest.mark.parametrize`,
 * `test.each([…])(…)`. Each row gives a copy of the test's body with the row's values in the place of
 * the parameters, so that what reads plain assertions reads these too.
 *
 * A value is put in only where it means the same there: nothing is done with a test that rebinds a
 * parameter, puts one into a format string or takes a fixture beside the table.
 */
import { applyEdits } from '../../apply-edits.ts';
import type { SyntaxNode } from '../../syntax-tree.ts';
import type { TextRange } from '../../text.ts';
import { onOneLine } from './reading/one-line.ts';
import type { TreeReading } from './reading/tree-reading.ts';
import { asOperand } from './tests/kept-values.ts';

/** Rows taken of one test; a table may be long. */
const mostRows = 40;

/** Values by parameter. */
export type Row = ReadonlyMap<string, SyntaxNode>;

/** A row, where each of the names has a value. */
export function rowOf(
  names: readonly string[],
  values: readonly (SyntaxNode | undefined)[],
): Row | undefined {
  const pairs = names.flatMap((name, at) => {
    const value = values[at];
    return value ? [[name, value] as const] : [];
  });
  return values.length === names.length && pairs.length === names.length
    ? new Map(pairs)
    : undefined;
}

/** Every row of one table with every row of another. */
export function combined(rows: readonly Row[], others: readonly Row[]): Row[] {
  return rows
    .flatMap((row) => others.map((other) => new Map([...row, ...other])))
    .slice(0, mostRows);
}

/** It is given another value. */
function isSet({ field, parent }: SyntaxNode): boolean {
  if (parent?.kind === 'update_expression') return true;
  return field === 'left' && /assignment_expression$|^for_in_statement$/.test(parent?.kind ?? '');
}

/** In a format string, quotes of a value would end it, and what is shown may not be the value. */
function isInText(node: SyntaxNode): boolean {
  return node.closest('interpolation', 'template_substitution') !== undefined;
}

/**
 * The text of a test for each row.
 *
 * @param range What of the text is taken: statements, or one expression.
 * @param statements The nodes that stand in it.
 */
export function filledIn(
  range: TextRange,
  statements: readonly SyntaxNode[],
  rows: readonly Row[],
  reading: TreeReading,
): string[] {
  const [first] = statements;
  const parameters = new Set(rows[0]?.keys());
  if (!first) return [];
  const { bound, references } = reading.names(...statements);
  const uses = references.filter(({ name }) => parameters.has(name));
  const staysName = ({ node }: (typeof uses)[number]) => isSet(node) || isInText(node);
  if ([...parameters].some((name) => bound.has(name)) || uses.some(staysName)) return [];
  const text = first.tree.text.slice(range.start, range.end);
  return rows.slice(0, mostRows).flatMap((row) => {
    const edits = uses.flatMap(({ name, node }) => {
      const value = row.get(name);
      const written = value && onOneLine(value);
      if (!value || written === undefined) return [];
      const start = node.start - range.start;
      const newText = asOperand(written, value, node);
      return [{ range: { start, end: start + node.end - node.start }, newText }];
    });
    return edits.length === uses.length ? [applyEdits(text, edits)] : [];
  });
}
