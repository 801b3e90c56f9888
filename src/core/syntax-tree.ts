import type { LanguageId, TextRange } from './text.ts';

/** A grammar's tree as flat lists, in the order in which a walk meets the nodes (parents first). */
export interface TreeData {
  /** Names of node kinds and fields; the lists below hold places in them. */
  readonly kinds: readonly string[];
  /** Field names; 0 stands for none. */
  readonly fields: readonly string[];
  readonly kind: Uint16Array;
  readonly field: Uint8Array;
  /** Bits of `nodeFlags`. */
  readonly flags: Uint8Array;
  /** UTF-16 offsets into the text. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Nodes of the subtree, the node itself included. */
  readonly size: Uint32Array;
}

export const nodeFlags = { named: 1, error: 2, missing: 4, extra: 8, hasError: 16 } as const;

/**
 * The concrete syntax tree of one text: the only way to look at code. It is plain data that a walk
 * wraps into nodes on the way, so that a large tree costs little until it is read. A text with
 * errors has a tree too: `ERROR` nodes hold what fits nowhere.
 */
export class SyntaxTree {
  readonly language: LanguageId;
  readonly text: string;
  readonly data: TreeData;
  readonly #nodes: (SyntaxNode | undefined)[] = [];
  #parents: Int32Array | undefined;

  constructor(language: LanguageId, text: string, data: TreeData) {
    this.language = language;
    this.text = text;
    this.data = data;
  }

  get root(): SyntaxNode {
    return this.node(0);
  }

  /** True where no part of the text was left over or filled in. */
  get isSound(): boolean {
    return !this.root.hasError;
  }

  /** The node at a place of the lists. The same place gives the same object. */
  node(index: number): SyntaxNode {
    return (this.#nodes[index] ??= new SyntaxNode(this, index));
  }

  /** The place of a node's parent; -1 for the root. */
  parentOf(index: number): number {
    this.#parents ??= parentsOf(this.data);
    return this.#parents[index] ?? -1;
  }

  /** Nodes of these kinds (all named ones where none is given), in the order of the text. */
  *descendants(...kinds: readonly string[]): Generator<SyntaxNode> {
    yield* this.root.descendants(...kinds);
  }
}

/** A node of a SyntaxTree. Offsets are UTF-16, into the tree's text. */
export class SyntaxNode {
  readonly tree: SyntaxTree;
  /** The node's place in the tree's lists; smaller for what comes before or around. */
  readonly index: number;

  constructor(tree: SyntaxTree, index: number) {
    this.tree = tree;
    this.index = index;
  }

  /** The grammar's name of it, such as `function_definition`; for a token its text. */
  get kind(): string {
    const { data } = this.tree;
    return data.kinds[data.kind[this.index] ?? 0] ?? '';
  }

  /** The part that it plays in its parent, such as `body`. */
  get field(): string | undefined {
    const { data } = this.tree;
    return data.fields[data.field[this.index] ?? 0] || undefined;
  }

  get start(): number {
    return this.tree.data.start[this.index] ?? 0;
  }

  get end(): number {
    return this.tree.data.end[this.index] ?? 0;
  }

  get range(): TextRange {
    return { start: this.start, end: this.end };
  }

  get text(): string {
    return this.tree.text.slice(this.start, this.end);
  }

  get isNamed(): boolean {
    return this.#has(nodeFlags.named);
  }

  /** What fits nowhere. */
  get isError(): boolean {
    return this.#has(nodeFlags.error);
  }

  /** What the grammar had to fill in; it has no text. */
  get isMissing(): boolean {
    return this.#has(nodeFlags.missing);
  }

  /** What may stand anywhere: a comment. */
  get isExtra(): boolean {
    return this.#has(nodeFlags.extra);
  }

  /** It, or something in it, is an error or was filled in. */
  get hasError(): boolean {
    return this.#has(nodeFlags.hasError);
  }

  get parent(): SyntaxNode | undefined {
    const at = this.tree.parentOf(this.index);
    return at < 0 ? undefined : this.tree.node(at);
  }

  get children(): readonly SyntaxNode[] {
    const { size } = this.tree.data;
    const end = this.index + (size[this.index] ?? 1);
    const found: SyntaxNode[] = [];
    for (let at = this.index + 1; at < end; at += size[at] ?? 1) found.push(this.tree.node(at));
    return found;
  }

  get firstChild(): SyntaxNode | undefined {
    return (this.tree.data.size[this.index] ?? 1) > 1 ? this.tree.node(this.index + 1) : undefined;
  }

  /** Children that are no mere tokens, comments and errors included. */
  get namedChildren(): readonly SyntaxNode[] {
    return this.children.filter((child) => child.isNamed);
  }

  /** The first child that plays a part. */
  child(field: string): SyntaxNode | undefined {
    return this.children.find((child) => child.field === field);
  }

  /** All children that play a part. */
  childrenOf(field: string): readonly SyntaxNode[] {
    return this.children.filter((child) => child.field === field);
  }

  /** All children of one of these kinds. */
  childrenOfKind(...kinds: readonly string[]): readonly SyntaxNode[] {
    return this.children.filter((child) => kinds.includes(child.kind));
  }

  /** The first child of one of these kinds. */
  childOfKind(...kinds: readonly string[]): SyntaxNode | undefined {
    return this.children.find((child) => kinds.includes(child.kind));
  }

  get nextSibling(): SyntaxNode | undefined {
    const { parent } = this;
    if (!parent) return undefined;
    const { size } = this.tree.data;
    const next = this.index + (size[this.index] ?? 1);
    return next < parent.index + (size[parent.index] ?? 1) ? this.tree.node(next) : undefined;
  }

  get previousSibling(): SyntaxNode | undefined {
    const { parent } = this;
    const { size } = this.tree.data;
    let before = -1;
    let at = (parent?.index ?? this.index) + 1;
    while (at < this.index) {
      before = at;
      at += size[at] ?? 1;
    }
    return before < 0 ? undefined : this.tree.node(before);
  }

  /** What encloses it, nearest first. */
  *ancestors(): Generator<SyntaxNode> {
    for (let outer = this.parent; outer; outer = outer.parent) yield outer;
  }

  /** The nearest enclosing node of one of these kinds. */
  closest(...kinds: readonly string[]): SyntaxNode | undefined {
    for (const outer of this.ancestors()) if (kinds.includes(outer.kind)) return outer;
    return undefined;
  }

  contains(other: SyntaxNode): boolean {
    const { size } = this.tree.data;
    return other.index >= this.index && other.index < this.index + (size[this.index] ?? 1);
  }

  /** Nodes below it of these kinds (all named ones where none is given), in the order of the text. */
  *descendants(...kinds: readonly string[]): Generator<SyntaxNode> {
    const { data } = this.tree;
    const wanted = new Set(kinds.map((kind) => data.kinds.indexOf(kind)));
    const end = this.index + (data.size[this.index] ?? 1);
    for (let at = this.index + 1; at < end; at++) {
      const isWanted =
        kinds.length === 0
          ? ((data.flags[at] ?? 0) & nodeFlags.named) !== 0
          : wanted.has(data.kind[at] ?? 0);
      if (isWanted) yield this.tree.node(at);
    }
  }

  /** The tokens of it, in the order of the text: what has no children. */
  *tokens(): Generator<SyntaxNode> {
    const { size } = this.tree.data;
    const end = this.index + (size[this.index] ?? 1);
    for (let at = this.index; at < end; at++) if (size[at] === 1) yield this.tree.node(at);
  }

  /** The smallest node that holds the range, itself where nothing below does. */
  at(start: number, end = start): SyntaxNode {
    let smallest = this.tree.node(this.index);
    for (;;) {
      const inner = smallest.children.find((child) => child.start <= start && child.end >= end);
      if (inner === undefined) return smallest;
      smallest = inner;
    }
  }

  #has(flag: number): boolean {
    return ((this.tree.data.flags[this.index] ?? 0) & flag) !== 0;
  }
}

function parentsOf({ size }: TreeData): Int32Array {
  const parents = new Int32Array(size.length).fill(-1);
  const open: number[] = [];
  for (let at = 0; at < size.length; at++) {
    for (;;) {
      const last = open.at(-1);
      if (last === undefined || at < last + (size[last] ?? 1)) break;
      open.pop();
    }
    parents[at] = open.at(-1) ?? -1;
    if ((size[at] ?? 1) > 1) open.push(at);
  }
  return parents;
}
