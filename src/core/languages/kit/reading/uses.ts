import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { Callee } from '../../language.ts';
import { callOf } from './calls.ts';

/**
 * True where code uses a function: names it, reads or sets it as a member, or, for what operators and
 * constructors do, names the class that it belongs to.
 */
export function usesFunction(code: SyntaxNode, callee: Callee): boolean {
  const wanted = isSpecial(callee) ? callee.owner : callee.name;
  if (wanted === undefined) return false;
  for (const token of code.tokens()) {
    if (token.text !== wanted || !/identifier$/.test(token.kind)) continue;
    if (isSpecial(callee) || callee.member || !isMemberName(token)) return true;
  }
  return false;
}

/** Members that are used without being named: operators and constructors. */
export function isSpecial({ member, name }: Callee): boolean {
  return member && (/^__.*__$/.test(name) || name === 'constructor' || name.startsWith('['));
}

/**
 * The part of an expression that is the function's own answer, `await` and parentheses aside: a call of
 * it, or its value where it is a member that is only read. Undefined where the expression does more.
 */
export function answerIn(expression: SyntaxNode, callee: Callee): SyntaxNode | undefined {
  const call = callOf(expression);
  if (isSpecial(callee)) return undefined;
  if (!call) return callee.member ? memberRead(expression, callee) : undefined;
  const { node, callee: called, arguments: given } = call;
  if (callee.member) {
    return isMember(called, callee.name) && isChain(called) ? node : undefined;
  }
  if (called.text === callee.name) return node;
  const [only] = given;
  const wraps = called.text === 'asyncio.run' || (callee.generator && drains.has(called.text));
  if (!wraps || only === undefined || given.length > 1) return undefined;
  const inner = answerIn(only, callee);
  return inner && called.text === 'asyncio.run' ? inner : inner && node;
}

const drains = new Set(['list', 'tuple', 'Array.from']);

function memberRead(expression: SyntaxNode, { name }: Callee): SyntaxNode | undefined {
  return isMember(expression, name) && isChain(expression) ? expression : undefined;
}

function isMember(node: SyntaxNode, name: string): boolean {
  return (node.child('attribute') ?? node.child('property'))?.text === name;
}

function isMemberName({ field }: SyntaxNode): boolean {
  return field === 'attribute' || field === 'property';
}

/** Names, members, calls and indices only: no operator outside of brackets. */
function isChain(node: SyntaxNode): boolean {
  const inner = node.child('object') ?? node.child('function') ?? node.child('value');
  if (inner) return isChain(inner);
  return /^(?:identifier|new_expression|this|self)$/.test(node.kind);
}
