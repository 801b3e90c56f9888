import type { SyntaxSummary } from '../../syntax.ts';
import { combined, filledIn, items, rowOf, type Row } from '../kit/table-rows.ts';
import { dedent } from '../kit/indent.ts';
import { maskOf, closingBracket, splitTopLevel } from '../kit/lexis.ts';

// --- Python ---------------------------------------------------------------------------------------

export function pythonTables(text: string, { functions }: SyntaxSummary): string[] {
  return functions.flatMap(({ name, range, nameAt, body, parameters }) => {
    const head = text.slice(range.start, nameAt);
    if (!/^test|_test$/.test(name) || !head.includes('parametrize')) return [];
    const tables = pythonTablesIn(head);
    if (tables === undefined) return [];
    const rows = tables.reduce(combined, [new Map<string, string>()]);
    const given = new Set(rows[0]?.keys());
    // What else it takes is a fixture.
    if (parameters.some((parameter) => parameter.name !== 'self' && !given.has(parameter.name))) {
      return [];
    }
    const lead = text.slice(text.lastIndexOf('\n', body.start - 1) + 1, body.start);
    const code = dedent(
      `${/^\s*$/.test(lead) ? lead : ''}${text.slice(body.start, body.end)}`,
      'python',
    );
    return filledIn(code, rows, 'python');
  });
}

/** The tables of a function's decorators; undefined where one cannot be read. */
function pythonTablesIn(decorators: string): Row[][] | undefined {
  const mask = maskOf(decorators, 'python');
  const tables: Row[][] = [];
  for (const { index, 0: opening } of mask.matchAll(/@[\w.]*\bparametrize\s*\(/g)) {
    const open = index + opening.length - 1;
    const close = closingBracket(mask, open);
    const [first = '', second = ''] = splitTopLevel(
      decorators.slice(open + 1, close),
      ',',
      'python',
    );
    const names = parameterNames(first.replace(/^argnames\s*=\s*/, ''));
    const rows = items(second.replace(/^argvalues\s*=\s*/, ''), 'python');
    if (names === undefined || rows === undefined) return undefined;
    tables.push(rows.flatMap((row) => pythonRow(names, row) ?? []));
  }
  return tables;
}

function parameterNames(text: string): string[] | undefined {
  const plain = /^(["'])([\w\s,]+)\1$/.exec(text)?.[2];
  const names =
    plain?.split(',') ?? items(text, 'python')?.map((name) => name.replace(/^(["'])(.*)\1$/, '$2'));
  const trimmed = names?.map((name) => name.trim()).filter((name) => name !== '');
  return trimmed?.every((name) => /^\w+$/.test(name)) === true ? trimmed : undefined;
}

/** Nothing for a row that is marked, as failing or to be left out. */
function pythonRow(names: readonly string[], text: string): Row | undefined {
  const inParam = /^(?:pytest\.)?param\s*\(([^]*)\)$/.exec(text)?.[1];
  const parts = inParam === undefined ? undefined : splitTopLevel(inParam, ',', 'python');
  if (parts?.some((part) => /^marks\s*=/.test(part)) === true) return undefined;
  const values = parts?.filter((part) => !/^id\s*=/.test(part));
  return rowOf(names, values ?? (names.length === 1 ? [text] : items(text, 'python')));
}
