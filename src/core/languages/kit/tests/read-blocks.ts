import type { Parser } from '../../../ports.ts';
import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { Callee } from '../../language.ts';
import { asHolds } from '../expectation.ts';
import type { ReadTest } from '../read-test.ts';
import { neededFrom, stateOf, testBlocks, type TestBlock } from './blocks.ts';
import { isBareAssignment, testStatements, type TestStatement } from './statement.ts';

/**
 * The tests in one block of an answer. What keeps no state is taken assertion by assertion, so that its
 * expected values are seen; the rest runs as it was written, once, with its preparation.
 *
 * @param known Names of the file: a test has them as the file does, and imports of its own never hide them.
 */
export async function readTestBlocks(
  text: string,
  callee: Callee,
  parser: Parser,
  known: ReadonlySet<string>,
): Promise<ReadTest[]> {
  const { language } = callee;
  const tree = await language.reading.snippet(parser, language.id, text);
  const isSession = /^[ \t]*>>>/m.test(text);
  if (!tree.isSound || isSession) return language.readTests(text, callee, parser);
  const top = tree.root.namedChildren.filter((child) => !child.isExtra);
  const scopes = top.map(scopeOf);
  if (scopes.includes('framework')) return language.readTests(text, callee, parser);
  const layout = language.reading.layout(tree);
  const statementsOf = (nodes: readonly SyntaxNode[]) =>
    testStatements(nodes, callee).map((each) => ({
      ...each,
      text: layout.moved(each.node.range, { indent: '' }),
    }));
  const outside = statementsOf(top.filter((_, at) => scopes[at] === undefined));
  const kept = (statements: readonly TestStatement[]) =>
    statements.filter((each) => !each.isImport || isUseful(each, callee, known));
  const inside = scopes.flatMap((scope) => {
    if (typeof scope !== 'object') return [];
    return testBlocks([
      ...kept(outside.filter(({ asserts }) => !asserts)),
      ...together(kept(statementsOf(scope.statements))),
    ]);
  });
  const blocks = [...testBlocks(kept(outside)), ...inside];
  return blocks.flatMap((block) => testsOf(block, callee));
}

/** The statements of one test function are one test, however they are spaced. */
function together(statements: readonly TestStatement[]): TestStatement[] {
  return statements.map((statement, at) => ({ ...statement, isApart: at === 0 }));
}

/** An import of what the file does not have, and a test may have by itself. */
function isUseful(
  { text, bound }: TestStatement,
  { language, name }: Callee,
  known: ReadonlySet<string>,
): boolean {
  if (bound.has(name) || [...bound].every((each) => known.has(each))) return false;
  return language.imports.mayStandInTests(text);
}

/** The statements of a test function. */
interface Scope {
  readonly statements: readonly SyntaxNode[];
}

/** A function that is a test by its name or its place; `framework` for classes and nested suites. */
function scopeOf(node: SyntaxNode): Scope | 'framework' | undefined {
  const declared = node.kind === 'decorated_definition' ? node.child('definition') : node;
  const name = declared?.child('name')?.text ?? '';
  if (declared?.kind === 'class_definition' && /^Test|Tests?$/.test(name)) return 'framework';
  if (declared?.kind === 'function_definition' && /^(?:test|it|should)_?/.test(name)) {
    const parameters = declared.child('parameters')?.namedChildren.length ?? 0;
    if (parameters > 0 || node !== declared) return 'framework';
    return bodyOf(declared.child('body'));
  }
  const call = node.kind === 'expression_statement' ? node.namedChildren[0] : undefined;
  const called = call?.child('function')?.text ?? '';
  if (/^(?:describe|suite|beforeEach|afterEach|beforeAll)\b/.test(called)) return 'framework';
  if (!/^(?:it|test)$/.test(called)) return undefined;
  const run = call?.child('arguments')?.namedChildren.at(-1)?.child('body');
  return run?.kind === 'statement_block' ? bodyOf(run) : 'framework';
}

function bodyOf(body: SyntaxNode | undefined): Scope | 'framework' {
  return body ? { statements: body.namedChildren } : 'framework';
}

function testsOf(block: TestBlock, callee: Callee): ReadTest[] {
  const all = [...block.before, ...block.own];
  if (isPlainToRead(all, callee)) return testsIn(all, callee);
  const state = stateOf(all.filter(({ asserts }) => !asserts));
  const touchesState = (each: TestStatement) =>
    [...each.free, ...each.bound].some((name) => state.has(name)) ||
    (!each.asserts && !each.isDefinition && !each.assigns);
  const apart = block.own.filter((each) => each.asserts && !dependsOn(each, all, touchesState));
  const rest = all.filter((each) => !apart.includes(each));
  const separate = apart.flatMap((each) => {
    const needed = neededFrom(all.slice(0, all.indexOf(each)), [each]);
    if (needed.length > 0) return asWritten([...needed, each]);
    return isWhole(each) ? asWritten([each]) : testsIn([each], callee);
  });
  if (!rest.some(({ asserts }) => asserts)) return separate;
  const kept = isPlainToRead(rest, callee) ? testsIn(rest, callee) : asWritten(rest);
  return [...separate, ...kept];
}

/** It, or a definition that it uses, has to do with what the test keeps. */
function dependsOn(
  statement: TestStatement,
  all: readonly TestStatement[],
  touchesState: (each: TestStatement) => boolean,
): boolean {
  const before = all.slice(0, all.indexOf(statement));
  return [statement, ...neededFrom(before, [statement])].some(touchesState);
}

/** A block in braces is a test by itself. */
function isWhole({ node }: TestStatement): boolean {
  return node.kind === 'statement_block';
}

/** Nothing is kept but values that mean the same wherever they stand, or one result for one look at it. */
function isPlainToRead(all: readonly TestStatement[], callee: Callee): boolean {
  if (all.some(({ isDefinition, asserts }) => isDefinition && !asserts)) return false;
  if (usesExpect(all)) return true;
  const before = all.filter(({ asserts }) => !asserts);
  const asserting = all.filter(({ asserts }) => asserts);
  if (before.length === 0 || asserting.some(isWhole)) return false;
  if (!before.every(({ assigns }) => assigns)) return false;
  if (!before.some(({ calls }) => calls)) {
    const mutable = asserting.length > 1;
    return asserting.every(({ callsIt: calls }) => calls) && (!mutable || before.every(isConstant));
  }
  const [only] = before;
  if (before.length > 1 || asserting.length > 1 || only === undefined) return false;
  return asserting[0]?.callsIt === true || isBareAssignment(only, callee);
}

/** A number or a text: nobody changes it. */
function isConstant({ node }: TestStatement): boolean {
  const value =
    node.namedChildren[0]?.child('right') ??
    node.childOfKind('variable_declarator')?.child('value');
  return /^(?:integer|float|string|number|true|false|none|null)$/.test(value?.kind ?? '');
}

/** Matchers of a framework are only understood one by one. */
function usesExpect(all: readonly TestStatement[]): boolean {
  return all.some(({ free, text }) => free.has('expect') || /^self\.assert/.test(text));
}

function testsIn(statements: readonly TestStatement[], callee: Callee): ReadTest[] {
  return callee.language.testsIn(
    statements.map(({ node }) => node),
    callee,
  );
}

function asWritten(statements: readonly TestStatement[]): ReadTest[] {
  return statements.some(({ callsIt: calls }) => calls) ? [asHolds(textOf(statements))] : [];
}

function textOf(statements: readonly TestStatement[]): string {
  return statements.map(({ text }) => text).join('\n');
}
