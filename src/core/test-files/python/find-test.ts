import { escaped, lineEnd, type FoundTest } from '../found-test.ts';

/** The test function of this name, in the class that is named before it. */
export function findPythonTest(text: string, name: readonly string[]): FoundTest | undefined {
  const [test = '', group] = [...name].reverse();
  let from = 0;
  let until = text.length;
  if (group !== undefined) {
    const opening = new RegExp(`^class\\s+${escaped(group)}\\b`, 'm').exec(text);
    if (!opening) return undefined;
    from = opening.index;
    const next = /^(?:class|def|async\s|@|if\s|[A-Za-z_])/m.exec(
      text.slice(from + opening[0].length),
    );
    if (next) until = from + opening[0].length + next.index;
  }
  const lead = group === undefined ? '' : '[ \\t]+';
  const pattern = new RegExp(`^${lead}(?:async\\s+)?def\\s+${escaped(test)}\\s*\\(`, 'm');
  const found = pattern.exec(text.slice(from, until));
  if (!found) return undefined;
  const start = from + found.index + (/^[ \t]*/.exec(found[0])?.[0].length ?? 0);
  return { name, start, end: lineEnd(text, start) };
}
