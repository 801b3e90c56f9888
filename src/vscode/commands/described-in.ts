/**
 * What a selected comment says, as one line: comment marks and `TODO` are taken off. Empty for text
 * that is no comment, which is no description.
 */
export function describedIn(selected: string): string {
  const lines = selected.split(/\r?\n/).map((line) => line.trim());
  const said = lines.filter((line) => line !== '');
  if (said.length === 0 || !said.every((line) => /^(#|\/\/|\/\*|\*|"""|''')/.test(line))) return '';
  return said
    .map((line) =>
      line
        .replace(/^(#+|\/\/+!?|\/\*+|\*+\/?|"""|''')\s*/, '')
        .replace(/\s*(\*\/|"""|''')$/, '')
        .replace(/^(TODO|FIXME)\b(\([^)]*\))?:?\s*/i, ''),
    )
    .filter((line) => line !== '')
    .join(' ');
}
