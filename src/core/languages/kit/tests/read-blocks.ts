import type { Parser } from '../../../ports.ts';
import type { SyntaxNode } from '../../../syntax-tree.ts';
import type { Callee } from '../../language.ts';
import { callsIt } from '../calls.ts';
import { asHolds } from '../expectation.ts';
import { dedent } from '../indent.ts';
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
  const plain = dedent(text, language);
  const tree = await parser.tree(language.id, plain);
  const isSession = /^[ \t]*>>>/m.test(plain);
  if (!tree.isSound || isSession) return language.readTests(text, callee);
  const top = tree.root.namedChildren.filter((child) => !child.isExtra);
  const scopes = top.map(scopeOf);
  if (scopes.includes('framework')) return language.readTests(text, callee);
  const outside = testStatements(
    top.filter((_, at) => scopes[at] === undefined),
    callee,
  );
  const kept = (statements: readonly TestStatement[]) =>
    statements.filter((each) => !each.isImport || isUseful(each, callee, known));
  const inside = await Promise.all(
    scopes.map(async (scope) => {
      if (typeof scope !== 'object') return [];
      const body = dedent(scope.body, language);
      const inner = await parser.tree(language.id, body);
      if (!inner.isSound) return [];
      const own = testStatements(inner.root.namedChildren, callee);
      return testBlocks([
        ...kept(outside.filter(({ asserts }) => !asserts)),
        ...together(kept(own)),
      ]);
    }),
  );
  const blocks = [...testBlocks(kept(outside)), ...inside.flat()];
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

/** A function that is a test by its name or its place; `framework` for classes and nested suites. */
function scopeOf(node: SyntaxNode): { readonly body: string } | 'framework' | undefined {
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
  return run?.kind === 'statement_block' ? bodyOf(run, 1) : 'framework';
}

function bodyOf(body: SyntaxNode | undefined, brace = 0) {
  if (body === undefined) return 'framework' as const;
  const lineStart = body.tree.text.lastIndexOf('\n', body.start - 1) + 1;
  const lead = brace > 0 ? '' : body.tree.text.slice(lineStart, body.start);
  const blank = /^[ \t]*$/.test(lead) ? lead : '';
  return { body: blank + body.text.slice(brace, body.text.length - brace) };
}

function testsOf(block: TestBlock, callee: Callee): ReadTest[] {
  const all = [...block.before, ...block.own];
  if (isPlainToRead(all, callee)) return callee.language.readTests(textOf(all), callee);
  const state = stateOf(all.filter(({ asserts }) => !asserts));
  const touchesState = (each: TestStatement) =>
    [...each.free, ...each.bound].some((name) => state.has(name)) ||
    (!each.asserts && !each.isDefinition && !each.assigns);
  const apart = block.own.filter((each) => each.asserts && !dependsOn(each, all, touchesState));
  const rest = all.filter((each) => !apart.includes(each));
  const separate = apart.flatMap((each) => {
    const needed = neededFrom(all.slice(0, all.indexOf(each)), [each]);
    if (needed.length > 0) return asWritten([...needed, each], callee);
    return isWhole(each) ? asWritten([each], callee) : callee.language.readTests(each.text, callee);
  });
  if (!rest.some(({ asserts }) => asserts)) return separate;
  const kept = isPlainToRead(rest, callee)
    ? callee.language.readTests(textOf(rest), callee)
    : asWritten(rest, callee);
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

function asWritten(statements: readonly TestStatement[], callee: Callee): ReadTest[] {
  const text = textOf(statements);
  return callsIt(text, callee) ? [asHolds(text)] : [];
}

function textOf(statements: readonly TestStatement[]): string {
  return statements.map(({ text }) => text).join('\n');
}
