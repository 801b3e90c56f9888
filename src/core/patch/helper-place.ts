import type { Language } from '../languages/language.ts';
import type { SyntaxSummary } from '../syntax.ts';
import type { TextRange } from '../text.ts';
import { lineStart } from './line-ends.ts';

/**
 * Where new declarations go so that they stand before their first use: the start of the line on
 * which the target's outermost declaration begins, its overloads, doc comment and the comments
 * directly above included. Never before `head`, where the file's own header ends.
 */
export function helperPlace(
  text: string,
  summary: SyntaxSummary,
  target: TextRange,
  language: Language,
  head: number,
): number {
  const { statements } = summary;
  const home = statements.findIndex(
    ({ range }) => range.start <= target.start && range.end > target.start,
  );
  let first = statements[home];
  for (let index = home - 1; first && index >= 0; index--) {
    const before = statements[index];
    if (before?.kind !== 'function' || before.defines[0] !== first.defines[0]) break;
    first = before;
  }
  const start = lineStart(text, first?.range.start ?? target.start);
  let at = start;
  while (at > head) {
    const previous = lineStart(text, at - 1);
    if (!language.commentLine.test(text.slice(previous, at).trim())) break;
    at = previous;
  }
  return Math.max(at, Math.min(head, start));
}
