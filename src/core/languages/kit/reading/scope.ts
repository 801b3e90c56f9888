import type { SyntaxNode } from '../../../syntax-tree.ts';

/** `type`: gone before the code runs. `both`: classes, enums and imports are values and types. */
export type NameSpace = 'value' | 'type' | 'both';

/**
 * When code runs that stands in a scope: when the text is loaded, perhaps then (it is handed to a
 * call), or only when somebody calls it.
 */
export type RunsAt = 'load' | 'callback' | 'call';

/**
 * What a scope is to the names in it. Functions inside a `class` do not see its names; the variables
 * of a `comprehension` are its own, but what it assigns belongs to the function around.
 */
export type ScopeKind = 'outermost' | 'function' | 'class' | 'comprehension' | 'block';

/** A part of code with variables of its own, while its names are collected. */
export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | undefined;
  readonly outermost: Scope;
  readonly runs: RunsAt;
  readonly values = new Map<string, SyntaxNode[]>();
  readonly types = new Map<string, SyntaxNode[]>();
  /** Names that mean the variable of another scope: `global`, `nonlocal`. */
  readonly #elsewhere = new Map<string, 'outermost' | 'around'>();

  constructor(kind: ScopeKind, parent?: Scope, runs: RunsAt = 'load') {
    this.kind = kind;
    this.parent = parent;
    this.outermost = parent?.outermost ?? this;
    this.runs = later(parent?.runs ?? 'load', runs);
  }

  inner(kind: ScopeKind, runs: RunsAt = 'load'): Scope {
    return new Scope(kind, this, runs);
  }

  /** Says that a name here means a variable of the outermost scope, or of a function around. */
  declareElsewhere(name: string, where: 'outermost' | 'around'): void {
    this.#elsewhere.set(name, where);
  }

  isElsewhere(name: string): boolean {
    return this.#elsewhere.has(name);
  }

  add(name: string, node: SyntaxNode, space: NameSpace): void {
    if (space !== 'type') addTo(this.values, name, node);
    if (space !== 'value') addTo(this.types, name, node);
  }

  /** The nearest scope around, itself included, that is of one of these kinds; or the outermost. */
  nearest(...kinds: readonly ScopeKind[]): Scope {
    return nearestOf(this, kinds);
  }

  /** The scope whose variable a name means here; the outermost one where no inner one has it. */
  ownerOf(name: string, space: NameSpace): Scope {
    return Scope.#ownerFrom(this, name, space);
  }

  static #ownerFrom(innermost: Scope, name: string, space: NameSpace): Scope {
    let isBeyond = false;
    for (let scope: Scope | undefined = innermost; scope; scope = scope.parent) {
      const elsewhere = scope.#elsewhere.get(name);
      if (elsewhere === 'outermost') break;
      const isSeen = scope.kind !== 'class' || !isBeyond;
      if (elsewhere === undefined && isSeen && scope.#has(name, space)) return scope;
      if (scope.kind !== 'block') isBeyond = true;
    }
    return innermost.outermost;
  }

  /** Where a name is bound that is assigned here, once every plain binding is known. */
  homeOf(name: string, space: NameSpace): Scope {
    return this.isElsewhere(name) ? this.ownerOf(name, space) : this;
  }

  #has(name: string, space: NameSpace): boolean {
    return space === 'type' ? this.types.has(name) : this.values.has(name);
  }
}

function nearestOf(innermost: Scope, kinds: readonly ScopeKind[]): Scope {
  for (let scope: Scope | undefined = innermost; scope; scope = scope.parent) {
    if (kinds.includes(scope.kind)) return scope;
  }
  return innermost.outermost;
}

function later(around: RunsAt, here: RunsAt): RunsAt {
  if (around === 'call' || here === 'call') return 'call';
  return around === 'callback' ? around : here;
}

function addTo(names: Map<string, SyntaxNode[]>, name: string, node: SyntaxNode): void {
  const known = names.get(name) ?? [];
  known.push(node);
  names.set(name, known);
}
