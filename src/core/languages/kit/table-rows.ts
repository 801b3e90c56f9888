/**
 * Tests that are written once and run for every row of a table: `pytest.mark.parametrize`,
 * `test.each([…])(…)`. Each row gives a copy of the test's body with the row's values in the place of
 * the parameters, so that what reads plain assertions reads these too.
 *
 * A value is put in only where it means the same there: nothing is done with a test that rebinds a
 * parameter, puts one into a format string or takes a fixture beside the table.
 */
import type { LanguageFamily } from './facts.ts';
import { closingBracket, maskOf, renameName, splitTopLevel } from './lexis.ts';

/** Rows taken of one test; a table may be long. */
const mostRows = 40;

/** Values by parameter, as source text. */
export type Row = ReadonlyMap<string, string>;

// --- Both -----------------------------------------------------------------------------------------

/** What stands in a list or tuple; undefined for anything else. */
export function items(text: string, family: LanguageFamily, opening = '[('): string[] | undefined {
  const trimmed = text.trim();
  const mask = maskOf(trimmed, family);
  const whole = opening.includes(mask.charAt(0)) && closingBracket(mask, 0) === trimmed.length - 1;
  return whole && trimmed !== '' ? splitTopLevel(trimmed.slice(1, -1), ',', family) : undefined;
}

export function rowOf(
  names: readonly string[],
  values: readonly string[] | undefined,
): Row | undefined {
  if (values?.length !== names.length || names.some((name) => !/^[\w$]+$/.test(name)))
    return undefined;
  return new Map(names.map((name, index) => [name, values[index] ?? '']));
}

export function combined(rows: readonly Row[], others: readonly Row[]): Row[] {
  return rows
    .flatMap((row) => others.map((other) => new Map([...row, ...other])))
    .slice(0, mostRows);
}

export function filledIn(body: string, rows: readonly Row[], family: LanguageFamily): string[] {
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
