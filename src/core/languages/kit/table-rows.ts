/**
 * Tests that are written once and run for every row of a table: `pytest.mark.parametrize`,
 * `test.each([…])(…)`. Each row gives a copy of the test's body with the row's values in the place of
 * the parameters, so that what reads plain assertions reads these too.
 *
 * A value is put in only where it means the same there: nothing is done with a test that rebinds a
 * parameter, puts one into a format string or takes a fixture beside the table.
 */
import { closingBracket, maskOf, renameName, splitTopLevel, type Lexis } from './lexis.ts';

/** Rows taken of one test; a table may be long. */
const mostRows = 40;

/** Values by parameter, as source text. */
export type Row = ReadonlyMap<string, string>;

/** What stands in a list or tuple; undefined for anything else. */
export function items(text: string, lexis: Lexis, opening = '[('): string[] | undefined {
  const trimmed = text.trim();
  const mask = maskOf(trimmed, lexis);
  const whole = opening.includes(mask.charAt(0)) && closingBracket(mask, 0) === trimmed.length - 1;
  return whole && trimmed !== '' ? splitTopLevel(trimmed.slice(1, -1), ',', lexis) : undefined;
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

/**
 * The body for each row.
 *
 * @param mayStand True where a value may stand for the name wherever the body mentions it.
 */
export function filledIn(
  body: string,
  rows: readonly Row[],
  lexis: Lexis,
  mayStand: (body: string, name: string) => boolean,
): string[] {
  const names = [...(rows[0]?.keys() ?? [])];
  if (names.some((name) => !mayStand(body, name))) return [];
  return rows.slice(0, mostRows).map((row) => {
    // In two steps, as a value may mention the name of another parameter.
    const marked = names.reduce(
      (code, name, index) => renameName(code, name, `coppice_row_${index}`, lexis),
      body,
    );
    return names.reduce(
      (code, name, index) =>
        code.replaceAll(`coppice_row_${index}`, () => asOperand(row.get(name) ?? '', lexis)),
      marked,
    );
  });
}

/** What finds a name on its own in a Mask. */
export function nameAlone(name: string): string {
  return `(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`;
}

/** The bracket that is open at a place. */
export function enclosing(mask: string, from: number): string | undefined {
  let depth = 0;
  for (let at = from - 1; at >= 0; at--) {
    const here = mask.charAt(at);
    if (')]}'.includes(here)) depth++;
    else if ('([{'.includes(here) && depth-- === 0) return here;
  }
  return undefined;
}

/** In parentheses unless it is one operand already. */
function asOperand(value: string, lexis: Lexis): string {
  const mask = maskOf(value, lexis);
  const single =
    /^-?[\w.]+$/.test(value) ||
    /^"+$/.test(mask) ||
    (/^[\w.]*[[({]/.test(mask) && closingBracket(mask, mask.search(/[[({]/)) === value.length - 1);
  return single ? value : `(${value})`;
}
