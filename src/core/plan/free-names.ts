/** Names that an expression of a constraint may use without anyone defining them. */
const builtins = new Set(
  (
    'True False None and or not in is if else lambda for async await abs all any ascii bin bool bytes ' +
    'bytearray callable chr complex dict divmod enumerate filter float format frozenset getattr ' +
    'hasattr hash hex id int isinstance issubclass iter len list map max min next object oct ord pow ' +
    'print range repr reversed round set setattr slice sorted str sum super tuple type vars zip ' +
    'Exception ValueError TypeError KeyError IndexError ZeroDivisionError StopIteration ' +
    'true false null undefined NaN Infinity new typeof instanceof void function return this Array ' +
    'BigInt Boolean Date Error JSON Map Math Number Object Promise RegExp Set String Symbol ' +
    'Uint8Array parseInt parseFloat isNaN'
  ).split(' '),
);

/** Modules of Python that an expression may name; the program that runs it imports them. */
export const importable: readonly string[] =
  'math cmath collections datetime decimal fractions functools itertools operator re statistics string'.split(
    ' ',
  );

const token =
  /[fFrRbBuU]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)|(?:\d[\w.]*)|\.\s*[\p{L}_$][\p{L}\p{N}_$]*|[\p{L}_$][\p{L}\p{N}_$]*|[\s\S]/gu;
const word = /^[\p{L}_$]/u;
const quoted = /^[fFrRbBuU]{0,2}["'`]/;

/** An identifier in an expression; `start` counts from its beginning. */
export interface NameToken {
  readonly name: string;
  readonly start: number;
}

/** Identifiers outside quotes and not after a dot. */
export function nameTokens(expression: string): readonly NameToken[] {
  const tokens: NameToken[] = [];
  for (const match of expression.matchAll(token)) {
    const [name] = match;
    if (word.test(name) && !quoted.test(name)) tokens.push({ name, start: match.index });
  }
  return tokens;
}

/**
 * Identifiers that nothing defines: no built-in, no module, not in `known`. Expressions that bind
 * names of their own (lambdas, comprehensions, arrow functions) are taken to be closed.
 */
export function freeNames(expression: string, known: ReadonlySet<string>): readonly string[] {
  const names = [...new Set(nameTokens(expression).map(({ name }) => name))];
  const binds = names.some((name) => ['lambda', 'for', 'function'].includes(name));
  if (binds || expression.includes('=>')) return [];
  return names.filter(
    (name) =>
      !builtins.has(name) &&
      !importable.includes(name) &&
      !known.has(name) &&
      !new RegExp(`\\b${name.replaceAll('$', '\\$')}\\s*=[^=]`).test(expression),
  );
}
