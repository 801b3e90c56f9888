import { nameOnOneLine } from '../languages/kit/name-on-one-line.ts';
import type { Language } from '../languages/language.ts';
import { parsedSource, type ParsedSource } from '../languages/parsed-source.ts';
import type { Parser } from '../ports.ts';
import type { SyntaxTree } from '../syntax-tree.ts';

/** Places that are tried as the beginning or end of a member. */
const limit = 10;

/**
 * Ways to read a text that holds a member of a class or an object without what stands around it:
 * `push(item) { … }` or `push: (item) => …`, perhaps between imports and helpers. Each way is the
 * text with the words around that part of it that make it valid; the last one need not be.
 */
export async function* inMemberShell(
  tree: SyntaxTree,
  name: string,
  { id, declarations }: Language,
  parser: Parser,
): AsyncGenerator<ParsedSource> {
  const { memberShells } = declarations;
  const { text } = tree;
  if (memberShells.length === 0 || !nameOnOneLine(text).includes(name)) return;
  const read = async ([open, close]: readonly [string, string], start: number, end: number) =>
    parsedSource(
      await parser.tree(
        id,
        text.slice(0, start) + open + text.slice(start, end) + close + text.slice(end),
      ),
    );
  const { starts, ends } = places(tree);
  for (const start of starts) {
    for (const end of ends) {
      if (end <= start || !nameOnOneLine(text.slice(start, end)).includes(name)) continue;
      for (const shell of memberShells) {
        const parsed = await read(shell, start, end);
        const around = parsed.statements.find(({ node }) => node.start >= start);
        if (around && !around.node.hasError && around.node.start === start) yield parsed;
      }
    }
  }
  for (const shell of memberShells) yield await read(shell, 0, text.length);
}

/** Where lines begin and end that are the first and last ones of what stands in the text. */
function places({ root, text }: SyntaxTree) {
  const parts = root.children.filter(({ start, end }) => start < end);
  const starts = parts
    .map(({ start }) => text.lastIndexOf('\n', start - 1) + 1)
    .filter((lineStart, at) => text.slice(lineStart, parts[at]?.start).trim() === '');
  const ends = parts
    .map(({ end }) => {
      const newline = text.indexOf('\n', end);
      return newline < 0 ? text.length : newline;
    })
    .filter((lineEnd, at) => /^[\s;,]*$/.test(text.slice(parts[at]?.end, lineEnd)));
  return {
    starts: [...new Set([0, ...starts])].slice(0, limit),
    ends: [...new Set([text.length, ...ends.reverse()])].slice(0, limit),
  };
}
