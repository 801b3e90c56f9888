import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { TextRange } from '../../../text.ts';

/**
 * `method`: a function that belongs to a class, an object or a namespace's object. `object`: an
 * object literal that holds members. `statement`: what declares nothing.
 */
export type DeclarationKind =
  | 'function'
  | 'method'
  | 'class'
  | 'object'
  | 'namespace'
  | 'constant'
  | 'field'
  | 'enum'
  | 'type'
  | 'import'
  | 'export'
  | 'statement';

/** What stands between the braces of a declaration, or is indented under it. */
export interface DeclarationBody {
  readonly kind: 'block' | 'expression';
  /** Without braces, and without the documentation where that is a part of the body. */
  readonly range: TextRange;
  readonly node: SyntaxNode;
}

/** What a declaration is made of; see `Declaration`. */
export interface DeclarationFindings {
  readonly name: string;
  readonly names?: readonly string[];
  readonly kind: DeclarationKind;
  readonly node: SyntaxNode;
  readonly value?: SyntaxNode | undefined;
  readonly qualifiedName?: string;
  readonly written?: string;
  readonly whole?: TextRange;
  readonly header?: TextRange;
  readonly body?: DeclarationBody | undefined;
  readonly doc?: TextRange | undefined;
  readonly exportWords?: TextRange | undefined;
  readonly decorators?: readonly SyntaxNode[];
  readonly isStatic?: boolean;
  readonly isConditional?: boolean;
  readonly isCut?: boolean;
}

/** One declaration of a module, or a member of one. Ranges are of the text of its tree. */
export class Declaration {
  /** The name alone; `default` where a default export has none, empty where nothing is named. */
  readonly name: string;
  /** All names that it binds: of an import, a pattern, several variables. */
  readonly names: readonly string[];
  /** With the names of what it is a member of, such as `Stack.push`; `f` for `exports.f`. */
  readonly qualifiedName: string;
  /** The name as the text has it, such as `exports.f` or `Stack.prototype.push`. */
  readonly written: string;
  readonly kind: DeclarationKind;
  readonly owner: Declaration | undefined;
  /** The node of the whole declaration: for one of several variables, its own part. */
  readonly node: SyntaxNode;
  /** The function, class or object itself, which may be the value of a variable; else the value. */
  readonly value: SyntaxNode | undefined;
  /** With documentation, decorators and `export`. */
  readonly whole: TextRange;
  /** Decorators and `export` up to the body: with `:` or `=>`, before ` {`. */
  readonly header: TextRange;
  readonly body: DeclarationBody | undefined;
  /** The docstring literal or doc comment. */
  readonly doc: TextRange | undefined;
  /** The words that make it visible to other modules, with the white space behind them. */
  readonly exportWords: TextRange | undefined;
  readonly decorators: readonly SyntaxNode[];
  readonly isStatic: boolean;
  /** It stands in a branch of the module: `if`, `try`. */
  readonly isConditional: boolean;
  /** The text ends before the declaration does. */
  readonly isCut: boolean;
  readonly #findMembers: (owner: Declaration) => readonly Declaration[];
  #members: readonly Declaration[] | undefined;

  constructor(
    findings: DeclarationFindings,
    owner: Declaration | undefined,
    findMembers: (owner: Declaration) => readonly Declaration[],
  ) {
    const { name, node } = findings;
    this.name = name;
    this.names = findings.names ?? (name === '' ? [] : [name]);
    this.written = findings.written ?? name;
    this.qualifiedName =
      findings.qualifiedName ?? (owner && name !== '' ? inside(owner, name) : name);
    this.kind = findings.kind;
    this.owner = owner;
    this.node = node;
    this.value = findings.value;
    this.whole = findings.whole ?? node.range;
    this.header = findings.header ?? this.whole;
    this.body = findings.body;
    this.doc = findings.doc;
    this.exportWords = findings.exportWords;
    this.decorators = findings.decorators ?? [];
    this.isStatic = findings.isStatic ?? false;
    this.isConditional = findings.isConditional ?? false;
    this.isCut = findings.isCut ?? false;
    this.#findMembers = findMembers;
  }

  /** Methods, fields and what else stands in it; for a function, what its body declares. */
  get members(): readonly Declaration[] {
    return (this.#members ??= this.#findMembers(this));
  }

  get isFunction(): boolean {
    return this.kind === 'function' || this.kind === 'method';
  }

  textOf(range: TextRange | undefined): string {
    return range ? this.node.tree.text.slice(range.start, range.end) : '';
  }
}

function inside({ qualifiedName }: Declaration, name: string): string {
  return qualifiedName === '' ? name : `${qualifiedName}.${name}`;
}

/** Declarations and their members, outer ones first, in the order of the text. */
export function* everyDeclaration(
  declarations: readonly Declaration[],
): Generator<Declaration, void> {
  const open = [...declarations].reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    for (const member of [...next.members].reverse()) open.push(member);
  }
}

/**
 * The function of a (possibly dotted) name: by its qualified name, else as it is written, else, where
 * the text may be a part of a file, by the last part of the name. Of several, the last with a body.
 */
export function functionNamed(
  declarations: readonly Declaration[],
  name: string,
): Declaration | undefined {
  // A computed name may have dots of its own: `Bag.[Symbol.iterator]`.
  const last = /(?:\[.*\]|[^.]*)$/.exec(name)?.[0] ?? name;
  const ways: readonly ((each: Declaration) => boolean)[] = [
    (each) => each.qualifiedName === name,
    (each) => each.written === name,
    (each) => each.name === last && each.owner === undefined,
    (each) => each.name === last && each.owner?.isFunction !== true,
    (each) => each.name === last,
  ];
  const functions = [...everyDeclaration(declarations)].filter((each) => each.isFunction);
  for (const isIt of ways) {
    const found = functions.filter(isIt);
    const chosen = found.findLast(({ body }) => body !== undefined) ?? found.at(-1);
    if (chosen) return chosen;
  }
  return undefined;
}

/** The smallest declaration that holds a place. */
export function declarationAt(
  declarations: readonly Declaration[],
  offset: number,
): Declaration | undefined {
  let found: Declaration | undefined;
  let among = declarations;
  for (;;) {
    const inner = among.find(({ whole }) => whole.start <= offset && offset <= whole.end);
    if (!inner) return found;
    found = inner;
    among = inner.members;
  }
}
