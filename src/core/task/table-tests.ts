/**
 * Tests that are written once and run for every row of a table: `pytest.mark.parametrize`,
 * `test.each([…])(…)`. Each row gives a copy of the test's body with the row's values in the place of
 * the parameters, so that what reads plain assertions reads these too.
 *
 * A value is put in only where it means the same there: nothing is done with a test that rebinds a
 * parameter, puts one into a format string or takes a fixture beside the table.
 */
import type { LanguageFamily } from '../program/language.ts';
import { dedent } from '../program/indent.ts';
import { closingBracket, maskOf, renameName, splitTopLevel } from '../program/lexis.ts';
import type { SyntaxSummary } from './syntax.ts';

/** Rows taken of one test; a table may be long. */
const mostRows = 40;

/** Values by parameter, as source text. */
type Row = ReadonlyMap<string, string>;

/** The bodies of the table tests of a file, row by row. */
export function tableTests(text: string, summary: SyntaxSummary, family: LanguageFamily): string[] {
  return family === 'python' ? pythonTables(text, summary) : javascriptTables(text);
}

// --- Python ---------------------------------------------------------------------------------------

function pythonTables(text: string, { functions }: SyntaxSummary): string[] {
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

// --- JavaScript -----------------------------------------------------------------------------------

function javascriptTables(text: string): string[] {
  const mask = maskOf(text, 'javascript');
  return [...mask.matchAll(/\b(?:test|it)\.each\s*\(/g)].flatMap(({ index, 0: opening }) => {
    const open = index + opening.length - 1;
    const close = closingBracket(mask, open);
    const call = /^\s*\(/.exec(mask.slice(close + 1));
    if (close < 0 || call === null) return [];
    const callOpen = close + call[0].length;
    const callClose = closingBracket(mask, callOpen);
    const rows = items(text.slice(open + 1, close).replace(/\bas\s+const\s*$/, ''), 'javascript');
    const [, callback] = splitTopLevel(text.slice(callOpen + 1, callClose), ',', 'javascript');
    const read = callback === undefined ? undefined : callbackOf(callback);
    if (rows === undefined || read === undefined) return [];
    const filled = rows.flatMap((row) => javascriptRow(read.parameter, row) ?? []);
    return filledIn(read.body, filled, 'javascript');
  });
}

/** `parameter` is the list between the parentheses. */
function callbackOf(text: string): { parameter: string; body: string } | undefined {
  const mask = maskOf(text, 'javascript');
  const open = mask.indexOf('(');
  const close = closingBracket(mask, open);
  if (!/^(?:async\s*)?(?:function\s*\w*\s*)?$/.test(mask.slice(0, Math.max(0, open))))
    return undefined;
  const after = /^\s*(?::[^={]*)?(?:=>\s*)?/.exec(mask.slice(close + 1))?.[0].length ?? 0;
  const rest = text.slice(close + 1 + after).trim();
  const body = rest.startsWith('{') && rest.endsWith('}') ? rest.slice(1, -1) : rest;
  return { parameter: text.slice(open + 1, close), body };
}

function javascriptRow(parameter: string, row: string): Row | undefined {
  const taken = splitTopLevel(parameter, ',', 'javascript').map(withoutType);
  const [only] = taken;
  if (taken.length === 1 && only?.startsWith('{')) {
    const fields = new Map(
      (items(row, 'javascript', '{') ?? []).flatMap((field) => {
        const [, key, value] = /^["']?([\w$]+)["']?\s*:\s*([^]+)$/.exec(field) ?? [];
        return key === undefined || value === undefined ? [] : [[key, value] as const];
      }),
    );
    const names = items(only, 'javascript', '{') ?? [];
    return rowOf(
      names,
      names.flatMap((name) => fields.get(name) ?? []),
    );
  }
  const values = row.startsWith('[') ? items(row, 'javascript') : [row];
  return rowOf(taken, values?.slice(0, taken.length));
}

/** `a: number` is `a`, `{ a, b }: Row` is `{ a, b }`. */
function withoutType(parameter: string): string {
  if (!parameter.startsWith('{')) return parameter.replace(/\??\s*:[^]*$/, '').trim();
  return parameter.slice(0, closingBracket(maskOf(parameter, 'javascript'), 0) + 1);
}

// --- Both -----------------------------------------------------------------------------------------

/** What stands in a list or tuple; undefined for anything else. */
function items(text: string, family: LanguageFamily, opening = '[('): string[] | undefined {
  const trimmed = text.trim();
  const mask = maskOf(trimmed, family);
  const whole = opening.includes(mask.charAt(0)) && closingBracket(mask, 0) === trimmed.length - 1;
  return whole && trimmed !== '' ? splitTopLevel(trimmed.slice(1, -1), ',', family) : undefined;
}

function rowOf(names: readonly string[], values: readonly string[] | undefined): Row | undefined {
  if (values?.length !== names.length || names.some((name) => !/^[\w$]+$/.test(name)))
    return undefined;
  return new Map(names.map((name, index) => [name, values[index] ?? '']));
}

function combined(rows: readonly Row[], others: readonly Row[]): Row[] {
  return rows
    .flatMap((row) => others.map((other) => new Map([...row, ...other])))
    .slice(0, mostRows);
}

function filledIn(body: string, rows: readonly Row[], family: LanguageFamily): string[] {
  const names = [...(rows[0]?.keys() ?? [])];
  if (names.some((name) => !isPlain(body, name, family))) return [];
  return rows.slice(0, mostRows).map((row) => {
    // In two steps, as a value may mention the name of another parameter.
    const marked = names.reduce(
      (code, name, index) => renameName(code, name, `coppice_row_${index}`, family),
      body,
    );
    return names.reduce(
      (code, name, index) =>
        code.replaceAll(`coppice_row_${index}`, () => asOperand(row.get(name) ?? '', family)),
      marked,
    );
  });
}

/** True where a value may stand for the name wherever the body mentions it. */
function isPlain(body: string, name: string, family: LanguageFamily): boolean {
  const mask = maskOf(body, family);
  const own = `(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`;
  if (family === 'python') {
    const binds = `\\b(?:for|lambda|as|def)\\b[^:\\n]*${own}|${own}\\s*(?::=|[-+*/%&|^@<>]*=(?!=))`;
    // `name=` inside a call names a parameter of the call; at the start of a line it assigns.
    const assigns = [...mask.matchAll(new RegExp(binds, 'g'))].some(
      ({ index, 0: found }) => !/^\w+\s*=$/.test(found) || !isInCall(mask, index),
    );
    return !assigns && !/(?<!\w)(?:[fFtT][rR]?|[rR][fFtT])["']/.test(body);
  }
  const binds = `\\b(?:const|let|var|function|catch|of|in)\\b[^=\\n]*${own}|${own}\\s*(?:\\+\\+|--|=>|[-+*/%&|^?<>]*=(?!=))`;
  return !new RegExp(binds).test(mask) && !body.includes('${') && !isShorthand(mask, own);
}

function isInCall(mask: string, at: number): boolean {
  return enclosing(mask, at) === '(';
}

/** The bracket that is open at a place. */
function enclosing(mask: string, from: number): string | undefined {
  let depth = 0;
  for (let at = from - 1; at >= 0; at--) {
    const here = mask.charAt(at);
    if (')]}'.includes(here)) depth++;
    else if ('([{'.includes(here) && depth-- === 0) return here;
  }
  return undefined;
}

/** `{ name }`: there the name is a key too. */
function isShorthand(mask: string, own: string): boolean {
  const alone = new RegExp(`(?<=[{,]\\s*)${own}(?=\\s*[},])`, 'g');
  return [...mask.matchAll(alone)].some(({ index }) => enclosing(mask, index) === '{');
}

/** In parentheses unless it is one operand already. */
function asOperand(value: string, family: LanguageFamily): string {
  const mask = maskOf(value, family);
  const single =
    /^-?[\w.]+$/.test(value) ||
    /^"+$/.test(mask) ||
    (/^[\w.]*[[({]/.test(mask) && closingBracket(mask, mask.search(/[[({]/)) === value.length - 1);
  return single ? value : `(${value})`;
}
