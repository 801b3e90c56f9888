import type { SyntaxSummary } from '../../syntax.ts';
import {
  combined,
  enclosing,
  filledIn,
  items,
  nameAlone,
  rowOf,
  type Row,
} from '../kit/table-rows.ts';
import { dedent } from '../kit/indent.ts';
import { maskOf, closingBracket, splitTopLevel } from '../kit/lexis.ts';
import { pythonLexis } from './lexis.ts';

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
      pythonLexis,
    );
    return filledIn(code, rows, pythonLexis, mayStand);
  });
}

/** The tables of a function's decorators; undefined where one cannot be read. */
function pythonTablesIn(decorators: string): Row[][] | undefined {
  const mask = maskOf(decorators, pythonLexis);
  const tables: Row[][] = [];
  for (const { index, 0: opening } of mask.matchAll(/@[\w.]*\bparametrize\s*\(/g)) {
    const open = index + opening.length - 1;
    const close = closingBracket(mask, open);
    const [first = '', second = ''] = splitTopLevel(
      decorators.slice(open + 1, close),
      ',',
      pythonLexis,
    );
    const names = parameterNames(first.replace(/^argnames\s*=\s*/, ''));
    const rows = items(second.replace(/^argvalues\s*=\s*/, ''), pythonLexis);
    if (names === undefined || rows === undefined) return undefined;
    tables.push(rows.flatMap((row) => pythonRow(names, row) ?? []));
  }
  return tables;
}

function parameterNames(text: string): string[] | undefined {
  const plain = /^(["'])([\w\s,]+)\1$/.exec(text)?.[2];
  const names =
    plain?.split(',') ??
    items(text, pythonLexis)?.map((name) => name.replace(/^(["'])(.*)\1$/, '$2'));
  const trimmed = names?.map((name) => name.trim()).filter((name) => name !== '');
  return trimmed?.every((name) => /^\w+$/.test(name)) === true ? trimmed : undefined;
}

/** Nothing for a row that is marked, as failing or to be left out. */
function pythonRow(names: readonly string[], text: string): Row | undefined {
  const inParam = /^(?:pytest\.)?param\s*\(([^]*)\)$/.exec(text)?.[1];
  const parts = inParam === undefined ? undefined : splitTopLevel(inParam, ',', pythonLexis);
  if (parts?.some((part) => /^marks\s*=/.test(part)) === true) return undefined;
  const values = parts?.filter((part) => !/^id\s*=/.test(part));
  return rowOf(names, values ?? (names.length === 1 ? [text] : items(text, pythonLexis)));
}

/** Nothing binds the name, and it stands in no format string. */
function mayStand(body: string, name: string): boolean {
  const mask = maskOf(body, pythonLexis);
  const own = nameAlone(name);
  const binds = `\\b(?:for|lambda|as|def)\\b[^:\\n]*${own}|${own}\\s*(?::=|[-+*/%&|^@<>]*=(?!=))`;
  // `name=` inside a call names a parameter of the call; at the start of a line it assigns.
  const assigns = [...mask.matchAll(new RegExp(binds, 'g'))].some(
    ({ index, 0: found }) => !/^\w+\s*=$/.test(found) || enclosing(mask, index) !== '(',
  );
  return !assigns && !/(?<!\w)(?:[fFtT][rR]?|[rR][fFtT])["']/.test(body);
}
