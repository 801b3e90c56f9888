/** Where a test stands in its file. Offsets into the text. */
export interface FoundTest {
  readonly name: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The tests of these names that a file has, wherever they have moved. */
export function findTests(
  text: string,
  names: readonly (readonly string[])[],
  path: string,
): readonly FoundTest[] {
  const find = path.endsWith('.py') ? findPython : findScript;
  return names.flatMap((name) => find(text, name) ?? []);
}

function findPython(text: string, name: readonly string[]): FoundTest | undefined {
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

function findScript(text: string, name: readonly string[]): FoundTest | undefined {
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

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
