import type { SyntaxNode, SyntaxTree } from '../../../syntax-tree.ts';

/** A call as it is written. */
export interface Call {
  readonly node: SyntaxNode;
  /** What is called: a name, an attribute, anything. */
  readonly callee: SyntaxNode;
  /** The arguments, those with names or stars included; without comments. */
  readonly arguments: readonly SyntaxNode[];
  readonly isNew: boolean;
  readonly isAwaited: boolean;
}

/** The call that an expression is, `await` and parentheses aside; undefined where it is none. */
export function callOf(expression: SyntaxNode): Call | undefined {
  let node: SyntaxNode | undefined = expression;
  let isAwaited = false;
  while (
    node &&
    /^(?:await|await_expression|parenthesized_expression|expression_statement)$/.test(node.kind)
  ) {
    isAwaited ||= node.kind.startsWith('await');
    const inner: readonly SyntaxNode[] = node.namedChildren.filter((child) => !child.isExtra);
    node = inner.length === 1 ? inner[0] : undefined;
  }
  if (!node || !/^(?:call|call_expression|new_expression)$/.test(node.kind)) return undefined;
  const callee = node.child('function') ?? node.child('constructor');
  if (!callee) return undefined;
  return {
    node,
    callee,
    arguments: splitArguments(node),
    isNew: node.kind === 'new_expression',
    isAwaited,
  };
}

/** The arguments of a call node, in their order; a generator without parentheses is one. */
export function splitArguments(call: SyntaxNode): readonly SyntaxNode[] {
  const list = call.child('arguments');
  if (!list) return [];
  if (list.kind === 'generator_expression' || list.kind === 'template_string') return [list];
  return list.namedChildren.filter((child) => !child.isExtra);
}

/** The calls in some code, outer ones first. */
export function* callsIn(code: SyntaxNode): Generator<Call, void> {
  const own = callOf(code);
  if (own && own.node === code) yield own;
  for (const node of code.descendants('call', 'call_expression', 'new_expression')) {
    const call = callOf(node);
    if (call) yield call;
  }
}

/** The only statement of a sound text; undefined where there are several, none, or errors. */
export function onlyStatement({ root, isSound }: SyntaxTree): SyntaxNode | undefined {
  const statements = root.namedChildren.filter((child) => !child.isExtra);
  return isSound && statements.length === 1 ? statements[0] : undefined;
}
