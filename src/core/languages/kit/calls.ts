import type { Parser } from '../../ports.ts';
import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import type { Callee } from '../language.ts';
import { codeBlocks } from './code-blocks.ts';
import { callOf, callsIn } from './reading/calls.ts';
import { onOneLine } from './reading/one-line.ts';
import { assignmentsIn, KeptValues } from './tests/kept-values.ts';

/** Longest call that is taken: longer ones cost more to send and show than they find. */
const longest = 2000;

/** True where code calls the function. */
export function callsIt(code: SyntaxNode, callee: Callee): boolean {
  for (const call of callsIn(code)) {
    if (isCallee(call.callee, callee)) return true;
    // What is written as a function may be a member: it stands in its class, or its module.
    if (callee.member && call.node === code && call.callee.text === callee.name) return true;
  }
  return false;
}

function isCallee(called: SyntaxNode, { member, name }: Callee): boolean {
  if (!member) return called.text === name;
  return (called.child('attribute') ?? called.child('property'))?.text === name;
}

/**
 * The bare call that an expression is, or undefined where it does more than call the function:
 * `await` and parentheses are dropped, `list(…)` around a generator's call belongs to it.
 */
export function bareCall(expression: SyntaxNode, callee: Callee): SyntaxNode | undefined {
  const call = callOf(withoutType(expression));
  if (!call || call.node.hasError || call.node.end - call.node.start > longest) return undefined;
  const { node, callee: called, arguments: given } = call;
  if (callee.member ? isChainOf(node, callee) : !call.isNew && isCallee(called, callee)) {
    return node;
  }
  const [only] = given;
  const isRun = called.text === 'asyncio.run';
  if (!only || given.length > 1 || !(isRun || (callee.generator && drains.has(called.text)))) {
    return undefined;
  }
  const inner = bareCall(only, callee);
  return isRun ? inner : inner && node;
}

/** What takes all that a generator gives. */
const drains = new Set(['list', 'tuple', 'Array.from']);

/** `f(x)!` and `(f(x) as T)` are that call. */
function withoutType(expression: SyntaxNode): SyntaxNode {
  const isTyped = /^(?:as|satisfies|non_null|parenthesized)_expression$/.test(expression.kind);
  const [inner] = isTyped ? expression.namedChildren : [];
  return inner ? withoutType(inner) : expression;
}

/** A call of a member, on a chain of names, members, calls and indices: no operator outside of brackets. */
function isChainOf(call: SyntaxNode, callee: Callee): boolean {
  const called = call.child('function');
  const inner = called ?? call.child('object') ?? call.child('value');
  if (!inner) return false;
  const isCalled = called && (isCallee(called, callee) || called.text === callee.name);
  return isCalled ? isChain(inner) : isChainOf(inner, callee);
}

function isChain(node: SyntaxNode): boolean {
  const inner = node.child('function') ?? node.child('object') ?? node.child('value');
  return inner ? isChain(inner) : receivers.test(node.kind);
}

/** What a chain begins with. */
const receivers =
  /^(?:identifier|this|super|new_expression|parenthesized_expression|(?:template_)?string|list|array|dictionary|set|tuple|object|regex|number|integer|float)$/;

/** One-line calls in an answer, in their order, each once: those of its last block that holds any. */
export async function readCalls(
  answer: string,
  callee: Callee,
  limit: number,
  parser: Parser,
): Promise<string[]> {
  const { id } = callee.language;
  for (const block of [...codeBlocks(answer, callee.language)].reverse()) {
    const whole = await parser.tree(id, block.text);
    const calls = new Set(whole.isSound ? callsOf(whole, callee) : []);
    // What is no code as a whole is a list, or has prose in it.
    const isCode = whole.isSound && calls.size > 0;
    for (const line of isCode ? [] : block.text.split('\n')) {
      if (calls.size >= limit) break;
      if (!line.includes(callee.name)) continue;
      const tree = await parser.tree(id, withoutDecoration(line));
      if (tree.isSound) for (const call of callsOf(tree, callee)) calls.add(call);
    }
    if (calls.size > 0) return [...calls].slice(0, limit);
  }
  return [];
}

/** A line of a list or a session: bullets, numbers and prompts are no code. */
function withoutDecoration(line: string): string {
  return line
    .trim()
    .replace(/^(?:>>>|\.\.\.|>|\$)\s*/, '')
    .replace(/^(?:[-*•]|\d+[.):])\s+/, '')
    .replace(/^`+|`+$/g, '')
    .replace(/[;,]+$/, '')
    .trim();
}

/** The calls of the function in some code, outer ones only, with what they take from the statements before. */
function callsOf({ root }: SyntaxTree, callee: Callee): string[] {
  const { reading } = callee.language;
  const names = reading.names(root);
  const outer = new Set(names.references.map(({ node }) => node.index));
  const values = new KeptValues(assignmentsIn(root), reading);
  const calls: string[] = [];
  let behind = -1;
  for (const node of root.descendants('call', 'call_expression', 'new_expression')) {
    if (node.start < behind || bareCall(node, callee) !== node) continue;
    behind = node.end;
    // What uses a variable of a loop or a function is no call by itself.
    const isWhole = reading.names(node).references.every((each) => outer.has(each.node.index));
    const call = isWhole ? (values.inlined([node])?.[0] ?? onOneLine(node)) : undefined;
    if (call !== undefined) calls.push(call);
  }
  return calls;
}
