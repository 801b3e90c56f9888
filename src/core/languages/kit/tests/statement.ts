import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { Callee } from '../../language.ts';
import { bareCall, callsIt } from '../calls.ts';
import { callsIn } from '../reading/calls.ts';

/** A statement of a test file, with what decides which test it belongs to. */
export interface TestStatement {
  readonly node: SyntaxNode;
  readonly text: string;
  readonly bound: ReadonlySet<string>;
  /** Names that it takes from statements before it, or from the module under test. */
  readonly free: ReadonlySet<string>;
  /** It defines a function, a class or a type, or imports: it prepares, and changes nothing. */
  readonly isDefinition: boolean;
  readonly isImport: boolean;
  /** It fails where something is not as it should be. */
  readonly asserts: boolean;
  /** It calls the function under test. */
  readonly callsIt: boolean;
  /** It calls anything. */
  readonly calls: boolean;
  /** It gives names values, and does nothing else. */
  readonly assigns: boolean;
  /** A blank line stands before it. */
  readonly isApart: boolean;
}

const definitions =
  /^(?:function|generator_function|class|abstract_class|type_alias|interface|enum|decorated)_(?:definition|declaration)$/;
const imports = /^(?:future_)?import_(?:from_)?statement$/;
const functions = /^(?:arrow_function|function_expression|lambda)$/;
const declarations = /^(?:lexical|variable)_declaration$/;

/** The statements of some code, in their order, comments aside. */
export function testStatements(nodes: readonly SyntaxNode[], callee: Callee): TestStatement[] {
  const found: TestStatement[] = [];
  const checking = new Set<string>();
  let end = nodes[0]?.start ?? 0;
  for (const node of nodes) {
    if (node.isExtra || node.text === ';') continue;
    const between = node.tree.text.slice(end, node.start);
    const names = callee.language.reading.names(node);
    const isImport = imports.test(node.kind);
    const isDefinition = isImport || definesOnly(node);
    const asserts = !isDefinition && (assertsItself(node) || callsOneOf(node, checking));
    const bound = new Set([...names.bound.keys(), ...names.boundTypes.keys()]);
    // What a definition checks is checked where it is called.
    if (isDefinition && assertsItself(node)) for (const name of bound) checking.add(name);
    found.push({
      node,
      text: node.text,
      bound,
      free: names.free(),
      isDefinition,
      isImport,
      asserts,
      callsIt: callsIt(node, callee),
      calls: !callsIn(node).next().done,
      assigns: assignsOnly(node),
      isApart: found.length > 0 && /\n[ \t]*\n/.test(between),
    });
    end = node.end;
  }
  return found;
}

function definesOnly(node: SyntaxNode): boolean {
  if (definitions.test(node.kind)) return true;
  if (!declarations.test(node.kind)) return false;
  const declared = node.childrenOfKind('variable_declarator');
  return declared.every((each) => functions.test(each.child('value')?.kind ?? ''));
}

function assignsOnly(node: SyntaxNode): boolean {
  if (declarations.test(node.kind)) return true;
  const inner = node.kind === 'expression_statement' ? node.namedChildren[0] : undefined;
  return inner?.kind === 'assignment';
}

function assertsItself(node: SyntaxNode): boolean {
  if (/^(?:assert|raise|throw)_statement$/.test(node.kind)) return true;
  if (!node.descendants('assert_statement').next().done) return true;
  for (const { callee } of callsIn(node)) if (isAssertion(callee)) return true;
  const branches = /^(?:if|for|for_in|while|try)_statement$/.test(node.kind);
  return branches && !node.descendants('throw_statement', 'raise_statement').next().done;
}

/** How many assertions stand in a node, those of functions in it too. */
export function assertionsIn(node: SyntaxNode): number {
  let count = [...node.descendants('assert_statement')].length;
  for (const { callee } of callsIn(node)) {
    // `expect(x).toBe(y)` is one.
    if (isAssertion(callee) && callsIn(callee).next().done) count += 1;
  }
  return count;
}

/** `assert`, `assert.equal`, `expect`, `pytest.raises`, `self.assertEqual`. */
function isAssertion(callee: SyntaxNode): boolean {
  const root = rootOf(callee).text;
  if (/^(?:assert|expect|pytest)$/.test(root)) return true;
  if (root !== 'self' && root !== 'console') return false;
  const member = callee.child('attribute') ?? callee.child('property');
  return /^(?:assert|fail)/.test(member?.text ?? '');
}

/** What an expression of dots and calls begins with. */
function rootOf(node: SyntaxNode): SyntaxNode {
  const inner = node.child('object') ?? node.child('function');
  return inner === undefined ? node : rootOf(inner);
}

function callsOneOf(node: SyntaxNode, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  for (const { callee } of callsIn(node)) if (names.has(callee.text)) return true;
  return false;
}

/** True for a statement that calls the function and nothing around it. */
export function isBareAssignment({ node }: TestStatement, callee: Callee): boolean {
  const value =
    node.namedChildren[0]?.child('right') ??
    node.childOfKind('variable_declarator')?.child('value');
  return value !== undefined && bareCall(value, callee) !== undefined;
}
