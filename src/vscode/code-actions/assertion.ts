import { isBalanced, maskOf } from '../../core/languages/kit/lexis.ts';
import type { LanguageFamily } from '../../core/languages/kit/facts.ts';

const starts: Readonly<Record<LanguageFamily, RegExp>> = {
  python:
    /^\s*(?:assert\b|self\.assert\w+\s*\(|with\s+(?:pytest\.raises|self\.assertRaises)\w*\s*\()/,
  javascript: /^\s*(?:await\s+)?(?:assert(?:\.\w+)*\s*\(|expect\s*\()/,
};
/** Longest assertion that is looked for, in lines. */
const mostLines = 20;

/** The assertion that a line belongs to, whole; undefined where there is none. */
export function assertionAt(
  lines: readonly string[],
  line: number,
  family: LanguageFamily,
): string | undefined {
  for (let first = line; first >= 0 && first > line - mostLines; first--) {
    if (!starts[family].test(lines[first] ?? '')) continue;
    const last = endOf(lines, first, family);
    return line <= last ? lines.slice(first, last + 1).join('\n') : undefined;
  }
  return undefined;
}

/** The last line of a statement: where its brackets are closed, and for a `with` its block. */
function endOf(lines: readonly string[], first: number, family: LanguageFamily): number {
  let last = first;
  const text = () => lines.slice(first, last + 1).join('\n');
  const most = Math.min(lines.length - 1, first + mostLines);
  while (last < most && !isBalanced(maskOf(text(), family))) last++;
  if (family === 'python' && /^\s*with\b/.test(lines[first] ?? '')) {
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
export function calledNames(code: string, family: LanguageFamily): readonly CalledName[] {
  const mask = maskOf(code, family);
  return [...mask.matchAll(/(?<![\w$])([A-Za-z_$][\w$]*)\s*\(/g)]
    .map(({ 1: name = '', index }) => ({ name, at: index }))
    .filter(({ name }) => !ofTests.test(name) && !ofValues.test(name));
}
