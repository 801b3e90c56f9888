import { languageOf } from '../languages/languages.ts';
import type { SyntaxSummary } from '../syntax.ts';
import type { Snapshot } from '../text.ts';
import { nextLine } from './line-ends.ts';

/**
 * Where code may begin: at the start of the line after shebang, docstring or directives, and the
 * comments that head the file. A comment directly above a statement belongs to the statement.
 */
export function afterHead({ text, languageId }: Snapshot, { statements }: SyntaxSummary): number {
  const { moduleHead, headComment } = languageOf(languageId);
  const { literal, repeats } = moduleHead;
  let at = afterComments(text, headComment);
  for (const statement of statements) {
    const code = text.slice(statement.range.start, statement.range.end);
    if (code.startsWith('#!')) continue;
    if (statement.kind !== 'other' || !literal.test(code)) break;
    at = nextLine(text, statement.range.end);
    if (!repeats) break;
  }
  return at;
}

/** After the comments at the top that a blank line separates from what follows, or that must be there. */
function afterComments(text: string, headComment: RegExp): number {
  let settled = 0;
  let at = 0;
  for (let end = commentEnd(text, at); end !== undefined; end = commentEnd(text, at)) {
    if (headComment.test(text.slice(at, end).trim())) settled = end;
    at = end;
    if (at === text.length) break;
  }
  const next = text.slice(at, nextLine(text, at));
  return at > 0 && next.trim() === '' ? at : settled;
}

/** The start of the line after the comment that begins a line; undefined for anything else. */
function commentEnd(text: string, at: number): number | undefined {
  if (/^[ \t]*(?:#|\/\/)/.test(text.slice(at, at + 40))) return nextLine(text, at);
  if (!/^[ \t]*\/\*/.test(text.slice(at, at + 40))) return undefined;
  const close = text.indexOf('*/', at);
  return close < 0 ? undefined : nextLine(text, close);
}
