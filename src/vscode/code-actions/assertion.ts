import type { LanguageTraits } from '../../core/languages/kit/facts.ts';
import { isBalanced, maskOf } from '../../core/languages/kit/lexis.ts';

/** Longest assertion that is looked for, in lines. */
const mostLines = 20;

/** The assertion that a line belongs to, whole; undefined where there is none. */
export function assertionAt(
  lines: readonly string[],
  line: number,
  language: LanguageTraits,
): string | undefined {
  for (let first = line; first >= 0 && first > line - mostLines; first--) {
    if (!language.assertionStart.test(lines[first] ?? '')) continue;
    const last = endOf(lines, first, language);
    return line <= last ? lines.slice(first, last + 1).join('\n') : undefined;
  }
  return undefined;
}

/** The last line of a statement: where its brackets are closed, and for a `with` its block. */
function endOf(lines: readonly string[], first: number, language: LanguageTraits): number {
  let last = first;
  const text = () => lines.slice(first, last + 1).join('\n');
  const most = Math.min(lines.length - 1, first + mostLines);
  while (last < most && !isBalanced(maskOf(text(), language))) last++;
  if (language.assertionBlock?.test(lines[first] ?? '') === true) {
    const indent = indentOf(lines[first]);
    while (last < most && (lines[last + 1] ?? '').trim() && indentOf(lines[last + 1]) > indent) {
      last++;
    }
  }
  return last;
}

function indentOf(line = ''): number {
  return /^\s*/.exec(line)?.[0].length ?? 0;
}

/** A name that code calls, with its offset in the code. */
export interface CalledName {
  readonly name: string;
  readonly at: number;
}

/** What assertions are made with, and what values are made with: nobody's function under test. */
const ofTests =
  /^(?:assert\w*|expect|to[A-Z]\w*|(?:not)?(?:[dD]eep)?(?:[sS]trict)?[eE]qual|ok|match|throws|rejects|raises|fail|approx|isclose|it|test|describe|print)$/;
const ofValues =
  /^(?:len|str|int|float|bool|list|dict|set|tuple|frozenset|sorted|range|repr|sum|min|max|abs|round|zip|map|filter|isinstance|Object|Array|Map|Set|Date|String|Number|BigInt|Boolean|RegExp|Error)$/;

/** Names that an assertion may be about, in their order. */
export function calledNames(code: string, language: LanguageTraits): readonly CalledName[] {
  const mask = maskOf(code, language);
  return [...mask.matchAll(/(?<![\w$])([A-Za-z_$][\w$]*)\s*\(/g)]
    .map(({ 1: name = '', index }) => ({ name, at: index }))
    .filter(({ name }) => !ofTests.test(name) && !ofValues.test(name));
}
