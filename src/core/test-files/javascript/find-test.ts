import { escaped, lineEnd, type FoundTest } from '../found-test.ts';

/** The test of this title, after the `describe` that is named before it. */
export function findScriptTest(text: string, name: readonly string[]): FoundTest | undefined {
  const [test = '', group] = [...name].reverse();
  let from = 0;
  if (group !== undefined) {
    const opening = titled('describe', group).exec(text);
    if (!opening) return undefined;
    from = opening.index;
  }
  const found = titled('(?:it|test)(?:\\.\\w+)*', test).exec(text.slice(from));
  if (!found) return undefined;
  const start = from + found.index;
  return { name, start, end: lineEnd(text, start) };
}

/** A call with a title, in whatever quotes it stands. */
function titled(call: string, title: string): RegExp {
  const written = (["'", '"', '`'] as const).map((quote) =>
    escaped(`${quote}${title.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`),
  );
  return new RegExp(`\\b${call}\\(\\s*(?:${written.join('|')})`);
}
