import type { Language } from '../languages/language.ts';
import type { SyntaxFunction } from '../syntax.ts';

/** Longer docs are cut at the end of a line. */
const longestDoc = 1200;

/** A function that may be called: its doc whole, for what counts often stands behind the first sentence, and its header. */
export function toldFunction(
  { signature, doc }: SyntaxFunction,
  text: string,
  language: Language,
): string {
  const header = text.slice(signature.start, signature.end).trimEnd();
  if (doc === undefined) return header;
  const said = language.declarations
    .docText(text.slice(doc.start, doc.end))
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const lines: string[] = [];
  let left = longestDoc;
  for (const line of said) {
    left -= line.length;
    if (left < 0) break;
    lines.push(`${language.lineComment} ${line}`.trimEnd());
  }
  if (lines.length === 1 && header.length + (lines[0]?.length ?? 0) < 100)
    return `${header}  ${lines[0] ?? ''}`;
  return [...lines, header].join('\n');
}
