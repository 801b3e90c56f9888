/** What Markdown takes for its own anywhere in a line. */
const syntax = /[\\`*_{}[\]()#+\-!~|]/g;

/**
 * Markdown that reads as the text does, line by line. Spaces within a line stay what they are, so that it wraps;
 * VS Code's own `appendText` makes all of them unbreakable.
 */
export function markdownOf(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(syntax, '\\$&')
      // A number with a full stop begins a list.
      .replace(/^(\s*\d+)\./gm, '$1\\.')
      .replace(/^[ \t]+/gm, (blanks) => '&nbsp;'.repeat(blanks.length))
      .replace(/\r?\n/g, '\n\n')
  );
}
