import type { Parameter } from '../../../contract.ts';
import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { Declaration } from '../../kit/reading/declaration.ts';
import { outside, saysTodo, type Signature } from '../../kit/reading/signature.ts';

const functions = new Set(['function_definition', 'lambda']);

/** What a function says to its callers: one that is defined, or a lambda that has a name. */
export function pythonSignature(declaration: Declaration): Signature {
  const node = declaration.value ?? declaration.node;
  const body = node.child('body');
  const returns = node.child('return_type')?.text;
  return {
    parameters: parametersOf(node.child('parameters')),
    ...(returns === undefined ? {} : { returns }),
    async: node.childOfKind('async') !== undefined,
    generator: body !== undefined && [...outside(body, functions, 'yield')].length > 0,
    isStub: declaration.body?.kind !== 'expression' && isUnwritten(declaration, body),
  };
}

function parametersOf(list: SyntaxNode | undefined): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let isByNameOnly = false;
  for (const node of list?.namedChildren ?? []) {
    const found = parameterOf(node);
    if (found) {
      const isByName = found.kind === 'positional' && isByNameOnly;
      parameters.push(isByName ? { ...found, kind: 'keyword-only' } : found);
    }
    if (node.kind === 'keyword_separator' || found?.kind === 'rest') isByNameOnly = true;
  }
  return parameters;
}

function parameterOf(node: SyntaxNode): Parameter | undefined {
  const type = node.child('type')?.text;
  const value = node.child('value')?.text;
  const own = node.kind === 'typed_parameter' ? node.namedChildren[0] : node;
  const name = own?.child('name') ?? (own && [own, ...own.descendants('identifier')].find(isName));
  if (!own || !name || node.isExtra) return undefined;
  const kinds: Readonly<Record<string, Parameter['kind']>> = {
    list_splat_pattern: 'rest',
    dictionary_splat_pattern: 'keywords',
  };
  return {
    name: name.text,
    kind: kinds[own.kind] ?? 'positional',
    ...(type === undefined ? {} : { type }),
    ...(value === undefined ? {} : { default: value }),
  };
}

function isName({ kind }: SyntaxNode): boolean {
  return kind === 'identifier';
}

/** False for functions that have no body on purpose: abstract ones, overloads, those of a protocol. */
function isUnwritten(declaration: Declaration, body: SyntaxNode | undefined): boolean {
  if (
    declaration.decorators.some(({ text }) => /[@.](?:abstract\w*|overload)$/.test(text.trim()))
  ) {
    return false;
  }
  const bases = declaration.owner?.value?.child('superclasses')?.namedChildren ?? [];
  if (bases.some(({ text }) => /(?:^|\.)Protocol(?:\[|$)/.test(text))) return false;
  const statements = (body?.namedChildren ?? []).filter(({ isExtra, start, end }) => {
    const { doc } = declaration;
    return !isExtra && !(doc !== undefined && start <= doc.start && doc.end <= end);
  });
  const { node } = declaration;
  const start = declaration.body?.range.start ?? node.end;
  const isTodo = saysTodo(node, start);
  return statements.every((statement) => isPlaceholder(statement, isTodo));
}

function isPlaceholder(statement: SyntaxNode, isTodo: boolean): boolean {
  const [only, ...others] = statement.namedChildren;
  switch (statement.kind) {
    case 'pass_statement':
      return true;
    case 'expression_statement':
      return only?.kind === 'ellipsis' && others.length === 0;
    case 'raise_statement':
      return (only?.child('function') ?? only)?.text === 'NotImplementedError';
    case 'return_statement':
      return isTodo && (only === undefined || only.kind === 'none');
    default:
      return false;
  }
}
