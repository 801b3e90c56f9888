import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import type { Callee } from '../language.ts';
import { callOf, splitArguments } from '../kit/reading/calls.ts';
import { neededFrom } from '../kit/tests/blocks.ts';
import type { CaseImport, ProjectCase } from '../kit/tests/project-case.ts';
import { assertionsIn, testStatements, type TestStatement } from '../kit/tests/statement.ts';

/** What assertions may have by an import of their own: frameworks, and modules of the language. */
const ofJudge =
  /^(?:node:)?(?:assert(?:\/strict)?|util|path|events|os|test)$|^(?:vitest|@jest\/globals|chai|tap|tape|ava|mocha|should|expect|node-tap)$/;

/** Those of them whose module has assertions itself. */
const handsAssertions = /^(?:tap|tape|node-tap)$/;

/** Calls that hold tests, hold suites, and run before each test. */
const tests = /^(?:it|test|specify|t\.test|tap\.test|tape|fit|Deno\.test)(?:\.only|\.concurrent)?$/;
const suites = /^(?:describe|suite|context|t\.describe|t\.suite)(?:\.only)?$/;
const before = /^(?:beforeEach|beforeAll|before|setup|t\.beforeEach|t\.before|tap\.beforeEach)$/;
const after =
  /^(?:afterEach|afterAll|after|teardown|t\.afterEach|t\.after|tap\.afterEach|t\.teardown)$/;
const functions = /^(?:arrow_function|function_expression|function|generator_function)$/;

/** Tests of vitest, jest, mocha, tap, tape, ava and node:test, with what stands before them. */
export function scriptCases(
  tree: SyntaxTree,
  callee: Callee,
  concerns: (text: string) => boolean,
): readonly ProjectCase[] {
  const found: ProjectCase[] = [];
  const scope: Scope = { statements: [], names: [] };
  const own = readScope(tree.root.namedChildren, scope, { callee, concerns, found });
  const bare = bareCase(testStatements(own, callee));
  return bare !== undefined && concerns(bare.own) ? [bare, ...found] : found;
}

/** What stands before a test, outermost first. */
interface Scope {
  readonly statements: readonly TestStatement[];
  readonly names: readonly string[];
}

interface Reading {
  readonly callee: Callee;
  readonly concerns: (text: string) => boolean;
  readonly found: ProjectCase[];
}

/** @returns The statements that stand in no test. */
function readScope(
  nodes: readonly SyntaxNode[],
  outer: Scope,
  reading: Reading,
): readonly SyntaxNode[] {
  const own: SyntaxNode[] = [];
  const inner: { readonly suite: boolean; readonly name: string; readonly run: SyntaxNode }[] = [];
  const hooks: SyntaxNode[] = [];
  for (const node of nodes) {
    if (node.isExtra) continue;
    const call = callOf(node);
    const callee = call?.callee.text ?? '';
    const isKnown = tests.test(callee) || suites.test(callee) || before.test(callee);
    if (call === undefined || (!isKnown && !after.test(callee))) {
      own.push(node);
      continue;
    }
    const run = splitArguments(call.node).findLast(({ kind }) => functions.test(kind));
    if (run === undefined || after.test(callee)) continue;
    if (before.test(callee)) hooks.push(run);
    else {
      const name = call.arguments[0]?.text.replace(/^['"`]|['"`]$/g, '') ?? callee;
      inner.push({ suite: suites.test(callee), name, run });
    }
  }
  // The whole file may be read for nothing.
  if (!inner.some(({ run }) => reading.concerns(run.text))) return own;
  const statements = [
    ...outer.statements,
    ...testStatements(own, reading.callee),
    ...hooks.flatMap((run) => hookOf(run, reading.callee)),
  ];
  for (const { suite, name, run } of inner) {
    const names = [...outer.names, name];
    const body = run.child('body');
    if (body === undefined || !reading.concerns(run.text)) continue;
    if (suite) readScope(body.namedChildren, { statements, names }, reading);
    else reading.found.push(caseOf(run, { statements, names }, reading.callee));
  }
  return own;
}

/** What a file asserts outside of tests, as scripts and files of tap do. */
function bareCase(statements: readonly TestStatement[]): ProjectCase | undefined {
  const frameworks = new Set(
    statements.flatMap(({ node, bound }) =>
      handsAssertions.test(importedModule(node) ?? '') ? [...bound] : [],
    ),
  );
  const asserting = statements.filter(
    ({ node, isDefinition, asserts, calls, free }) =>
      importedModule(node) === undefined &&
      !isDefinition &&
      (asserts || (calls && [...frameworks].some((name) => free.has(name)))),
  );
  if (asserting.length === 0) return undefined;
  const needed = new Set([...neededFrom(statements, asserting), ...asserting]);
  const { lines, imports } = standing(statements, needed);
  return {
    name: 'outside of tests',
    own: asserting.map(({ text }) => text).join('\n'),
    assertions: asserting.reduce((sum, { node }) => sum + assertionsIn(node), 0),
    code: [...globalsOf(statements, [...needed]), ...lines].join('\n'),
    imports,
  };
}

/** The statements that a hook runs, as one that prepares. */
function hookOf(run: SyntaxNode, callee: Callee): TestStatement[] {
  const [statement] = testStatements([run], callee);
  if (statement === undefined) return [];
  const text = `await (${run.text})();`;
  return [{ ...statement, text, bound: new Set(), isDefinition: false, asserts: false }];
}

function caseOf(run: SyntaxNode, { statements, names }: Scope, callee: Callee): ProjectCase {
  const own = testStatements([run], callee);
  const needed = new Set(neededFrom(statements, own));
  // A hook is there for what it does.
  for (const statement of statements) {
    if (!statement.text.startsWith('await (')) continue;
    needed.add(statement);
    for (const each of neededFrom(statements, [statement])) needed.add(each);
  }
  const { lines, imports } = standing(statements, needed);
  const parameters = run.child('parameters')?.namedChildren.map(({ text }) => text) ?? [];
  const [parameter = run.child('parameter')?.text] = parameters;
  const call =
    parameter === undefined
      ? `await (${run.text})();`
      : /^(?:done|cb|next|callback)\b/.test(parameter)
        ? `await new Promise((resolve, reject) => (${run.text})((error) => error ? reject(error) : resolve()));`
        : `await require('testing').runTest(${run.text});`;
  return {
    name: names.join(' › '),
    own: bodyText(run),
    assertions: assertionsIn(run),
    code: [...globalsOf(statements, [...needed, ...own]), ...lines, call].join('\n'),
    imports,
  };
}

/** What frameworks put into every test file, as far as a test takes it from there. */
function globalsOf(
  statements: readonly TestStatement[],
  taken: readonly TestStatement[],
): readonly string[] {
  const bound = new Set(statements.flatMap((each) => [...each.bound]));
  const free = new Set(taken.flatMap((each) => [...each.free]));
  const globals = givenByFramework.filter((name) => free.has(name) && !bound.has(name));
  return globals.length > 0 ? [`const { ${globals.join(', ')} } = require('testing');`] : [];
}

/** The needed statements in their order, and the imports of modules that no judge has. */
function standing(
  statements: readonly TestStatement[],
  needed: ReadonlySet<TestStatement>,
): { readonly lines: readonly string[]; readonly imports: readonly CaseImport[] } {
  const imports: CaseImport[] = [];
  const lines: string[] = [];
  for (const statement of statements) {
    if (/^(?:chai\.)?should\(\);?$/.test(statement.text)) {
      lines.push("require('testing').should();");
      continue;
    }
    if (!needed.has(statement)) continue;
    const module = importedModule(statement.node);
    if (module === undefined || ofJudge.test(module)) lines.push(statement.text);
    else imports.push({ code: statement.text, names: [...statement.bound] });
  }
  return { lines, imports };
}

/** The statements of a test's function. */
function bodyText(run: SyntaxNode): string {
  const body = run.child('body');
  if (body === undefined) return '';
  return body.kind === 'statement_block' ? body.text.slice(1, -1) : body.text;
}

/** Names that frameworks put into every test file. */
const givenByFramework = ['expect', 'assert', 'vi', 'jest'];

/** The module of `import … from 'm'` and of `const … = require('m')`. */
function importedModule(node: SyntaxNode): string | undefined {
  if (node.kind === 'import_statement') {
    return node.child('source')?.text.slice(1, -1);
  }
  if (!/^(?:lexical|variable)_declaration$/.test(node.kind)) return undefined;
  return /=\s*require\(\s*['"]([^'"]+)['"]\s*\)(?:\.\w+)?\s*;?\s*$/.exec(node.text)?.[1];
}
