import type { Node, Query } from 'web-tree-sitter';
import type { TextRange } from '../../core/text.ts';
import { ParameterLists } from './read-parameters.ts';
import { Captures } from './syntax-queries.ts';

/** What the patterns of `functions.scm` say of one function; named or not. */
export interface FunctionFacts {
  readonly node: Node;
  name?: Node | undefined;
  /** What an assignment makes it a member of. */
  owner?: Node | undefined;
  body?: Node | undefined;
  /** The list of parameters, or the only one where it stands without a list. */
  parameters?: Node | undefined;
  bareParameter?: Node | undefined;
  returns?: Node | undefined;
  signatureEnd?: number | undefined;
  docInside?: Node | undefined;
  /** The outermost declaration. */
  declaration: TextRange;
  async: boolean;
  generator: boolean;
  bodiless: boolean;
  /** The value of a class's field. */
  field: boolean;
}

/** A class, or an object or namespace whose members are functions. */
export interface ScopeFacts {
  readonly kind: 'class' | 'object';
  readonly node: Node;
  name?: Node | undefined;
  owner?: Node | undefined;
  body?: Node | undefined;
  declaration: TextRange;
}

export interface DeclarationFacts {
  readonly parameters: ParameterLists;
  readonly functions: ReadonlyMap<number, FunctionFacts>;
  readonly scopes: ReadonlyMap<number, ScopeFacts>;
  readonly yields: readonly Node[];
  readonly decorators: readonly TextRange[];
  readonly docs: readonly TextRange[];
  readonly overloads: readonly { readonly name: string; readonly range: TextRange }[];
  /** Statements that stand for a missing body; `todo` where only a comment says so. */
  readonly placeholders: ReadonlyMap<number, 'always' | 'todo'>;
  readonly todos: readonly TextRange[];
  readonly errors: readonly TextRange[];
}

/** Collects what the patterns say, by the node of which they say it. */
export function readDeclarations(root: Node, query: Query): DeclarationFacts {
  const functions = new Map<number, FunctionFacts>();
  const parameters = new ParameterLists();
  const scopes = new Map<number, ScopeFacts>();
  const yields: Node[] = [];
  const decorators: TextRange[] = [];
  const docs: TextRange[] = [];
  const overloads = new Map<number, { name: string; range: TextRange }>();
  const placeholders = new Map<number, 'always' | 'todo'>();
  const todos: TextRange[] = [];
  const errors: TextRange[] = [];
  for (const match of query.matches(root)) {
    const captures = new Captures(match);
    const target = captures.get('function');
    if (target) {
      const facts = functions.get(target.id) ?? newFunction(target);
      functions.set(target.id, facts);
      describeFunction(facts, captures);
      continue;
    }
    const list = captures.get('parameters');
    if (list) {
      parameters.add(list, captures);
      continue;
    }
    const scope = captures.get('scope.class') ?? captures.get('scope.object');
    if (scope) {
      const kind = captures.has('scope.class') ? 'class' : 'object';
      const facts = scopes.get(scope.id) ?? { kind, node: scope, declaration: rangeOf(scope) };
      scopes.set(scope.id, facts);
      facts.name ??= captures.get('scope.name');
      facts.owner ??= captures.get('owner');
      facts.body ??= captures.get('scope.body');
      widen(facts, captures.get('declaration'));
      continue;
    }
    const overload = captures.get('overload');
    if (overload) {
      const range = rangeOf(overload);
      const name = captures.get('overload.name')?.text ?? '';
      // `export` around a signature is part of it: the wider range of one place counts.
      const known = overloads.get(range.end);
      if (!known || known.range.start > range.start) overloads.set(range.end, { name, range });
      continue;
    }
    for (const { name, node } of match.captures) {
      if (name === 'yield') yields.push(node);
      else if (name === 'decorator') decorators.push(rangeOf(node));
      else if (name === 'doc.before') docs.push(rangeOf(node));
      else if (name === 'placeholder') placeholders.set(node.id, 'always');
      else if (name === 'placeholder.todo') placeholders.set(node.id, 'todo');
      else if (name === 'todo') todos.push(rangeOf(node));
      else if (name === 'error') errors.push(rangeOf(node));
    }
  }
  return {
    functions,
    parameters,
    scopes,
    yields,
    decorators,
    docs,
    overloads: [...overloads.values()],
    placeholders,
    todos,
    errors,
  };
}

function newFunction(node: Node): FunctionFacts {
  const declaration = rangeOf(node);
  return { node, declaration, async: false, generator: false, bodiless: false, field: false };
}

function describeFunction(facts: FunctionFacts, captures: Captures): void {
  facts.name ??= captures.get('name');
  facts.owner ??= captures.get('owner');
  facts.body ??= captures.get('body');
  facts.parameters ??= captures.get('parameters');
  facts.bareParameter ??= captures.get('parameter');
  facts.returns ??= captures.get('returns');
  facts.docInside ??= captures.get('doc.inside');
  facts.signatureEnd ??= captures.get('signature.end')?.endIndex;
  if (captures.has('async')) facts.async = true;
  if (captures.has('generator')) facts.generator = true;
  if (captures.has('bodiless')) facts.bodiless = true;
  if (captures.has('field')) facts.field = true;
  widen(facts, captures.get('declaration'));
}

function widen(facts: { declaration: TextRange }, outer: Node | undefined): void {
  if (!outer) return;
  facts.declaration = {
    start: Math.min(facts.declaration.start, outer.startIndex),
    end: Math.max(facts.declaration.end, outer.endIndex),
  };
}

export function rangeOf(node: Node): TextRange {
  return { start: node.startIndex, end: node.endIndex };
}
