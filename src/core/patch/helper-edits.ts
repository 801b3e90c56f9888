import type { Language } from '../languages/language.ts';
import type { Parser } from '../ports.ts';
import { placesOf } from '../program/place-declarations.ts';
import type { HelperText } from '../program/replacement.ts';
import type { SyntaxStatement, SyntaxSummary } from '../syntax.ts';
import type { TextEdit, TextRange } from '../text.ts';
import { helperPlace } from './helper-place.ts';
import { lineEnd, withLineEnds } from './line-ends.ts';

/** The file that declarations go into. */
export interface HelperHome {
  readonly text: string;
  readonly summary: SyntaxSummary;
  /** Where the target stands. */
  readonly target: TextRange;
  /** Where the file's own header ends: nothing goes above. */
  readonly head: number;
  readonly eol: '\n' | '\r\n';
}

/**
 * Puts declarations into a file: above the target's outermost declaration, or directly below the
 * statement that the last of what they need to load comes from.
 *
 * @returns One edit for each declaration.
 */
export async function helperEdits(
  helpers: readonly HelperText[],
  home: HelperHome,
  language: Language,
  parser: Parser,
): Promise<readonly TextEdit[]> {
  const { text, summary, target, head, eol } = home;
  const { statements } = summary;
  const at = statements.findIndex(({ range }) => range.end > target.start);
  const placed = (each: SyntaxStatement | undefined) => ({
    names: each?.defines ?? [],
    code: each ? text.slice(each.range.start, each.range.end) : '',
  });
  const below = at < 0 ? [] : statements.slice(at + 1);
  const module = { target: placed(statements[at]), below: below.map(placed) };
  const brought = helpers.map(({ name, code, loads }) => ({
    names: [name],
    code,
    ...(loads && { loads }),
  }));
  const places = await placesOf(brought, module, language, parser);
  const above = helperPlace(text, summary, target, language, head);
  const blank = language.blankLinesBetween;
  const gap = '\n'.repeat(blank + 1);
  let isFirst = true;
  return helpers.map(({ code }, index) => {
    const place = places[index] ?? 0;
    if (place === 0) {
      const lead = isFirst ? '\n'.repeat(missingAbove(text, above, blank)) : '';
      isFirst = false;
      const newText = withLineEnds(`${lead}${code}${gap}`, eol);
      return { range: { start: above, end: above }, newText };
    }
    const end = lineEnd(text, statements[at + place - 1]?.range.end ?? target.end);
    const behind = '\n'.repeat(missingBelow(text, end, blank));
    return {
      range: { start: end, end },
      newText: withLineEnds(`${gap}${code}${behind}`, eol),
    };
  });
}

/** How many blank lines a declaration at `at` lacks above it. */
function missingAbove(text: string, at: number, wanted: number): number {
  const above = text.slice(0, at).replace(/[ \t\r]/g, '');
  if (above.trim() === '') return 0;
  const have = (/\n*$/.exec(above)?.[0].length ?? 0) - 1;
  return Math.max(0, wanted - have);
}

/** How many blank lines a declaration that ends at `at`, the end of a line, lacks below it. */
function missingBelow(text: string, at: number, wanted: number): number {
  const below = text.slice(at).replace(/[ \t\r]/g, '');
  if (below.trim() === '') return 0;
  const have = (/^\n*/.exec(below)?.[0].length ?? 0) - 1;
  return Math.max(0, wanted - have);
}
