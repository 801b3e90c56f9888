import { shifted } from './white-space.ts';

/**
 * True where the lines of a docstring may move with it: readers of documentation take off the white
 * space that its lines share, so nothing changes as long as all of them move equally.
 *
 * @param lines The first is the one on which the docstring begins.
 */
export function canMove(lines: readonly string[], from: string, to: string): boolean {
  const [opening = '', ...rest] = lines;
  const isRaw = /^\s*[rR]/.test(opening);
  // An escape makes lines or white space that no indentation shows.
  if (!isRaw && lines.some((line) => /\\(?:[nrtfvx0-7uN]|$)/.test(line.replaceAll('\\\\', '')))) {
    return false;
  }
  return rest.every((line, at) => {
    const isLast = at === rest.length - 1;
    if (line.trim() === '' || (isLast && /^\s*(?:"""|''')/.test(line))) return true;
    if (!line.startsWith(from)) return false;
    const isTabbed = /^[ ]*\t/.test(line.slice(from.length));
    return !isTabbed || !/[^\t]/.test(from + to);
  });
}

/** The new white space of each line; undefined for those that stay: the first, and blank ones. */
export function movedDocstring(
  lines: readonly string[],
  from: string,
  to: string,
): readonly (string | undefined)[] {
  return lines.map((line, at) => {
    if (at === 0 || line.trim() === '') return undefined;
    return shifted(/^[ \t]*/.exec(line)?.[0] ?? '', from, to);
  });
}
