import { Edit, type Parser, type Point, type Tree } from 'web-tree-sitter';

/** Shorter texts are parsed anew each time: they are mostly a model's answers, seen once. */
const worthKeeping = 8000;

/**
 * The last large text of one grammar with its tree, so that the next version of a document is
 * parsed from what has changed.
 */
export class TreeCache {
  readonly #parser: Parser;
  #kept: { readonly text: string; readonly tree: Tree } | undefined;

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  /** Hands the tree of a text to `read`, and frees what is not kept. */
  with<T>(text: string, read: (tree: Tree) => T): T {
    if (text.length < worthKeeping) {
      const tree = this.#parse(text);
      try {
        return read(tree);
      } finally {
        tree.delete();
      }
    }
    return read(this.#treeOf(text));
  }

  #treeOf(text: string): Tree {
    const kept = this.#kept;
    if (kept?.text === text) return kept.tree;
    const edit = kept && smallEdit(kept.text, text);
    if (kept && edit) kept.tree.edit(edit);
    const tree = this.#parse(text, edit ? kept.tree : undefined);
    kept?.tree.delete();
    this.#kept = { text, tree };
    return tree;
  }

  #parse(text: string, before?: Tree): Tree {
    const tree = this.#parser.parse(text, before ?? null);
    if (!tree) throw new Error('The text could not be parsed.');
    return tree;
  }
}

/** What turns one text into another, where most of it stays. */
function smallEdit(before: string, after: string): Edit | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (start + tail < shorter / 2) return undefined;
  const oldEndIndex = before.length - tail;
  const newEndIndex = after.length - tail;
  return new Edit({
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEndIndex),
    newEndPosition: pointAt(after, newEndIndex),
  });
}

function pointAt(text: string, index: number): Point {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
    row += 1;
    lineStart = at + 1;
  }
  return { row, column: index - lineStart };
}
