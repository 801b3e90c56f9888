import { logicalLines, maskOf, type Lexis } from './lexis.ts';

/**
 * A text that is equal for sources that differ only in comments, docstrings, blank lines and
 * spacing: such candidates are run once and keep their votes.
 */
export function normalised(source: string, lexis: Lexis): string {
  if (lexis.blocks === 'braced') return squeeze(source, maskOf(source, lexis));
  const lines = logicalLines(source, lexis).filter(
    ({ mask }) => mask.trim() !== '' && !/^[rRuU]?"+$/.test(mask.trim()),
  );
  return lines.map(({ text, mask, indent }) => `${indent}|${squeeze(text, mask)}`).join('\n');
}

/** Drops white space and comments outside strings, but where it separates two words. */
function squeeze(text: string, mask: string): string {
  let result = '';
  let gap = false;
  for (let at = 0; at < text.length; at++) {
    const here = mask.charAt(at);
    if (/\s/.test(here)) {
      gap = true;
      continue;
    }
    const shown = text.charAt(at);
    if (gap && /[\w$]$/.test(result) && /[\w$]/.test(here)) result += ' ';
    result += shown;
    gap = false;
  }
  return result;
}
