import type { Tree } from 'web-tree-sitter';
import { nodeFlags, type TreeData } from '../../core/syntax-tree.ts';

/** More nodes than any file that Coppice captures has; a text made to be dense is refused. */
const mostNodes = 2_000_000;

/** What the grammars let stand anywhere; a cursor does not say it of a node. */
const extras = new Set(['comment', 'html_comment', 'line_continuation']);

const tooMany = `The text has more than ${mostNodes} parts. Generated text like this is not read: choose another file.`;

/** Flattens a tree: one walk, no recursion, so that depth costs nothing. */
export function treeData(tree: Tree): TreeData {
  const kinds = new Names();
  const fields = new Names(['']);
  const kind: number[] = [];
  const field: number[] = [];
  const flags: number[] = [];
  const start: number[] = [];
  const end: number[] = [];
  const size: number[] = [];
  /** Places of the nodes around the cursor. */
  const around: number[] = [];
  const cursor = tree.walk();
  try {
    for (;;) {
      const at = kind.length;
      if (at >= mostNodes) throw new Error(tooMany);
      const isError = cursor.nodeType === 'ERROR';
      const isBroken = isError || cursor.nodeIsMissing;
      kind.push(kinds.place(cursor.nodeType));
      field.push(fields.place(cursor.currentFieldName ?? ''));
      flags.push(
        (cursor.nodeIsNamed ? nodeFlags.named : 0) |
          (isError ? nodeFlags.error : 0) |
          (cursor.nodeIsMissing ? nodeFlags.missing : 0) |
          (extras.has(cursor.nodeType) ? nodeFlags.extra : 0) |
          (isBroken ? nodeFlags.hasError : 0),
      );
      start.push(cursor.startIndex);
      end.push(cursor.endIndex);
      size.push(1);
      if (isBroken) markAround(around, flags);
      if (cursor.gotoFirstChild()) {
        around.push(at);
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) {
          return {
            kinds: kinds.all,
            fields: fields.all,
            kind: Uint16Array.from(kind),
            field: Uint8Array.from(field),
            flags: Uint8Array.from(flags),
            start: Uint32Array.from(start),
            end: Uint32Array.from(end),
            size: Uint32Array.from(size),
          };
        }
        const closed = around.pop();
        if (closed !== undefined) size[closed] = kind.length - closed;
      }
    }
  } finally {
    cursor.delete();
  }
}

/** What is around an error has one; where that is known already, so is what is further out. */
function markAround(around: readonly number[], flags: number[]): void {
  for (let depth = around.length - 1; depth >= 0; depth--) {
    const outer = around[depth] ?? 0;
    const known = flags[outer] ?? 0;
    if ((known & nodeFlags.hasError) !== 0) return;
    flags[outer] = known | nodeFlags.hasError;
  }
}

/** The buffers of a tree, to be handed over instead of copied. */
export function buffersOf({ kind, field, flags, start, end, size }: TreeData): ArrayBuffer[] {
  return [kind, field, flags, start, end, size].map(({ buffer }) => buffer as ArrayBuffer);
}

class Names {
  readonly all: string[];
  readonly #places = new Map<string, number>();

  constructor(first: readonly string[] = []) {
    this.all = [...first];
    this.all.forEach((name, place) => this.#places.set(name, place));
  }

  place(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.all.length);
    return this.all.push(name) - 1;
  }
}
