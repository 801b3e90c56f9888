import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { TextEdit } from '../../../text.ts';
import type { RunsAt } from './scope.ts';

/**
 * What a name is used for: a `value` that running code needs, an `annotation` that some languages
 * evaluate and others do not, or a `type` that is gone before the code runs.
 */
export type NameUse = 'value' | 'annotation' | 'type';

/** One place where code names something that it does not bind in an inner scope. */
export interface NameReference {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly use: NameUse;
  readonly runs: RunsAt;
  /** True where a type is looked for under the name, and no variable. */
  readonly isType: boolean;
}

/** What is found out about the names of code; see `Names` for what it means. */
export interface NameFindings {
  readonly code: readonly SyntaxNode[];
  readonly bound: ReadonlyMap<string, readonly SyntaxNode[]>;
  readonly boundTypes: ReadonlyMap<string, readonly SyntaxNode[]>;
  readonly references: readonly NameReference[];
  readonly mentioned: readonly string[];
  readonly wildcards: readonly SyntaxNode[];
  readonly annotationsRun: boolean;
  /** How a node reads once it means another name; undefined where no such edit is possible. */
  readonly respelled: (node: SyntaxNode, name: string) => string | undefined;
}

/** The names of some code (statements, a function, a body), seen from where it stands. */
export class Names {
  /** Names of variables that the code binds at its outermost level, each with the nodes that do. */
  readonly bound: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** Names of types that it binds there; classes, enums and imports are in `bound` as well. */
  readonly boundTypes: ReadonlyMap<string, readonly SyntaxNode[]>;
  /** References that reach the outermost level or beyond, in the order of the text. */
  readonly references: readonly NameReference[];
  /** Every name that the code mentions or binds in any scope, in the order of first mention. */
  readonly mentioned: readonly string[];
  /** Imports of whatever a module has: with them any free name may be bound. */
  readonly wildcards: readonly SyntaxNode[];
  /** True where annotations are evaluated when the code is loaded. */
  readonly annotationsRun: boolean;
  readonly #code: readonly SyntaxNode[];
  readonly #respelled: NameFindings['respelled'];
  #parts: readonly SyntaxNode[] | undefined;
  #values: Map<number, Set<string>> | undefined;

  constructor(findings: NameFindings) {
    this.bound = findings.bound;
    this.boundTypes = findings.boundTypes;
    this.references = findings.references;
    this.mentioned = findings.mentioned;
    this.wildcards = findings.wildcards;
    this.annotationsRun = findings.annotationsRun;
    this.#code = findings.code;
    this.#respelled = findings.respelled;
  }

  /** Names that the code takes from around it, for these uses or any. */
  free(...uses: readonly NameUse[]): Set<string> {
    const found = this.references.filter(
      (reference) =>
        (uses.length === 0 || uses.includes(reference.use)) && !this.#bindsFor(reference),
    );
    return new Set(found.map(({ name }) => name));
  }

  /**
   * Names that must be bound while the code is loaded, its own included: decorators, defaults, base
   * classes, class bodies, statements, what is handed to calls, and annotations where they are
   * evaluated. The bodies of functions are not.
   *
   * @param annotationsRun Where another text decides it, such as the file that the code goes to.
   */
  neededToLoad(annotationsRun = this.annotationsRun): Set<string> {
    const found = this.references.filter((each) => isNeededToLoad(each, annotationsRun));
    return new Set(found.map(({ name }) => name));
  }

  /** As `neededToLoad`, and what the functions and classes of the code need that loading may call. */
  reachedByLoading(annotationsRun = this.annotationsRun): Set<string> {
    const reached = this.neededToLoad(annotationsRun);
    for (const name of reached) {
      for (const home of this.bound.get(name) ?? []) {
        for (const needed of this.#valuesOf(this.#partWith(home))) reached.add(needed);
      }
    }
    return reached;
  }

  /**
   * The edits that give free or outermost names other ones, all at once. Uses of an inner variable
   * of the same name stay, a shorthand is written out, and what an import or export is called
   * elsewhere stays. Undefined where that is not possible by edits: the code has the new name
   * already, or binds the old one by `import a.b`.
   *
   * @param changes New names by old ones.
   */
  renaming(changes: ReadonlyMap<string, string>): readonly TextEdit[] | undefined {
    for (const [from, to] of changes) {
      if (from !== to && this.mentioned.includes(to) && !changes.has(to)) return undefined;
    }
    const nodes = new Map<number, SyntaxNode>();
    for (const name of changes.keys()) {
      for (const node of this.bound.get(name) ?? []) nodes.set(node.index, node);
      for (const node of this.boundTypes.get(name) ?? []) nodes.set(node.index, node);
    }
    for (const { name, node } of this.references)
      if (changes.has(name)) nodes.set(node.index, node);
    const edits: TextEdit[] = [];
    for (const node of [...nodes.values()].sort((a, b) => a.start - b.start)) {
      const newText = this.#respelled(node, changes.get(node.text) ?? node.text);
      if (newText === undefined) return undefined;
      edits.push({ range: node.range, newText });
    }
    return edits;
  }

  /** Names of values that one part of the code needs, whenever it runs. */
  #valuesOf(part: number): ReadonlySet<string> {
    if (!this.#values) {
      this.#values = new Map<number, Set<string>>();
      for (const { name, node, use } of this.references) {
        if (use !== 'value') continue;
        const home = this.#partWith(node);
        this.#values.set(home, (this.#values.get(home) ?? new Set<string>()).add(name));
      }
    }
    return this.#values.get(part) ?? new Set<string>();
  }

  #bindsFor({ name, isType }: NameReference): boolean {
    return isType ? this.boundTypes.has(name) : this.bound.has(name);
  }

  /** The place of the outermost part of the code that holds a node. */
  #partWith(node: SyntaxNode): number {
    const [only, ...others] = this.#code;
    this.#parts ??= others.length === 0 ? (only?.children ?? []) : this.#code;
    let low = 0;
    let high = this.#parts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#parts[middle]?.index ?? 0) <= node.index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isNeededToLoad({ use, runs }: NameReference, annotationsRun: boolean): boolean {
  return runs !== 'call' && (use === 'value' || (use === 'annotation' && annotationsRun));
}
