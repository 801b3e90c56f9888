import type { SyntaxNode, SyntaxTree } from '../../syntax-tree.ts';
import type { TextRange } from '../../text.ts';
import type { Callee } from '../language.ts';
import { neededFrom } from '../kit/tests/blocks.ts';
import type { CaseImport, ProjectCase } from '../kit/tests/project-case.ts';
import { assertionsIn, testStatements, type TestStatement } from '../kit/tests/statement.ts';
import { pythonImports } from './imports.ts';

/** Names of modules that the judge has something for, without an import. */
const frameworks = /^(?:import\s+pytest|from\s+pytest\s+import\b)/;

/** Parts of the standard library that tests use and other code hardly does. */
const ofTests =
  /^(?:from|import)\s+(?:asyncio|contextvars|copyreg|ctypes|doctest|email|gc|http|importlib|multiprocessing|pickle|socket|ssl|subprocess|sysconfig|timeit|unittest|wsgiref)\b/;

/** Tests of pytest and unittest: functions and methods with their fixtures, set-up and parameters. */
export function pythonCases(
  tree: SyntaxTree,
  callee: Callee,
  concerns: (text: string) => boolean,
): readonly ProjectCase[] {
  const nodes = tree.root.namedChildren.filter((child) => !child.isExtra);
  const file = new TestFile(nodes, callee);
  return nodes.flatMap((node) => {
    const declared = definitionOf(node);
    if (declared.kind === 'function_definition') {
      return isTest(declared) && concerns(node.text) ? (file.ofFunction(node) ?? []) : [];
    }
    if (declared.kind !== 'class_definition' || !isCollected(declared)) return [];
    return file
      .testsOf(declared)
      .flatMap((member) => (concerns(member.text) ? (file.ofMethod(node, member) ?? []) : []));
  });
}

class TestFile {
  readonly #nodes: readonly SyntaxNode[];
  readonly #callee: Callee;
  #statements: readonly TestStatement[] | undefined;

  constructor(nodes: readonly SyntaxNode[], callee: Callee) {
    this.#nodes = nodes;
    this.#callee = callee;
  }

  ofFunction(node: SyntaxNode): ProjectCase | undefined {
    const declared = definitionOf(node);
    const name = nameOf(declared);
    const rows = parametersOf(node);
    if (rows === undefined) return undefined;
    const fixtures = this.#fixtures(parameterNames(declared), rows.names);
    if (fixtures === undefined) return undefined;
    const own = [declared.text];
    const call = calling(declared, `${name}(${argumentsOf(fixtures, rows)})`);
    return this.#case(name, node, declared, [node, ...fixtures.nodes], own, [
      ...rows.wrap([...fixtures.lines, call]),
    ]);
  }

  /** Tests of a class, and those that it has from classes of the file that are no tests by themselves. */
  testsOf(owner: SyntaxNode): readonly SyntaxNode[] {
    const own = membersOf(owner);
    const inherited = this.#basesOf(owner).flatMap((base) =>
      isCollected(base) ? [] : membersOf(base),
    );
    const named = new Map(
      [...inherited, ...own].map((each) => [nameOf(definitionOf(each)), each] as const),
    );
    return [...named.values()].filter((each) => isTest(definitionOf(each)));
  }

  #basesOf(owner: SyntaxNode): readonly SyntaxNode[] {
    const bases = owner.child('superclasses')?.namedChildren.map(({ text }) => text) ?? [];
    return this.#nodes
      .map(definitionOf)
      .filter((each) => each.kind === 'class_definition' && bases.includes(nameOf(each)));
  }

  /** The class with that one test, an object of it, its set-up, and the call. */
  ofMethod(node: SyntaxNode, member: SyntaxNode): ProjectCase | undefined {
    const owner = definitionOf(node);
    const method = definitionOf(member);
    const rows = parametersOf(member);
    const [self, ...wanted] = parameterNames(method);
    if (rows === undefined || self === undefined) return undefined;
    const fixtures = this.#fixtures(wanted, rows.names);
    if (fixtures === undefined) return undefined;
    const members = membersOf(owner);
    const header = owner.tree.text.slice(owner.start, owner.child('body')?.start ?? owner.start);
    const left = members.flatMap((each) =>
      each === member
        ? [{ start: each.start, end: method.start }]
        : isTest(definitionOf(each))
          ? [each.range]
          : [],
    );
    const name = nameOf(owner);
    const test = nameOf(method);
    const has = (each: string) =>
      members.some((one) => nameOf(definitionOf(one)) === each) || /\(.*\w.*\)/.test(header);
    const lines = [
      `__case__ = ${name}(${JSON.stringify(test)}) if hasattr(${name}, 'assertEqual') else ${name}()`,
      ...['setUpClass', 'setup_class'].filter(has).map(callIfThere(name)),
      ...['setUp', 'setup_method', 'setup'].filter(has).map(callIfThere('__case__')),
      ...fixtures.lines,
      calling(method, `__case__.${test}(${argumentsOf(fixtures, rows)})`),
    ];
    const text = without(owner, left);
    return this.#case(
      `${name}.${test}`,
      node,
      method,
      [node, ...fixtures.nodes],
      [text],
      rows.wrap(lines),
    );
  }

  #case(
    name: string,
    own: SyntaxNode,
    test: SyntaxNode,
    roots: readonly SyntaxNode[],
    texts: readonly string[],
    calls: readonly string[],
  ): ProjectCase | undefined {
    const statements = this.#all();
    const of = (node: SyntaxNode) => statements.find((each) => each.node === node);
    const needed = neededFrom(
      statements.filter(({ node }) => node !== own),
      roots.flatMap((root) => of(root) ?? []),
    );
    const taken = statements.filter(
      (each) => each.node !== own && (needed.includes(each) || roots.includes(each.node)),
    );
    const imports: CaseImport[] = [];
    const lines: string[] = [];
    for (const { node, text, bound, isImport } of taken) {
      if (!isImport) lines.push(pythonText(node));
      else if (frameworks.test(text)) lines.push(text);
      else if (/^from\s+__future__/.test(text)) continue;
      else if (pythonImports.mayStandInTests(text) || ofTests.test(text)) lines.push(text);
      else if (/^from\s+\./.test(text)) return undefined;
      else imports.push({ code: text, names: [...bound] });
    }
    return {
      name,
      own: test.text,
      assertions: assertionsIn(test),
      code: [...lines, ...texts, ...calls].join('\n'),
      imports,
    };
  }

  #all(): readonly TestStatement[] {
    return (this.#statements ??= testStatements(this.#nodes, this.#callee));
  }

  /** How the fixtures that a test takes are made; undefined where one is not of this file. */
  #fixtures(wanted: readonly string[], given: ReadonlySet<string>): Fixtures | undefined {
    const nodes: SyntaxNode[] = [];
    const lines: string[] = [];
    const made = new Set(given);
    const make = (name: string): boolean => {
      if (made.has(name)) return true;
      made.add(name);
      const node = this.#nodes.find(
        (each) => isFixture(each) && nameOf(definitionOf(each)) === name,
      );
      if (node === undefined) return false;
      const declared = definitionOf(node);
      const takes = parameterNames(declared);
      if (!takes.every(make)) return false;
      nodes.push(node);
      const call = `${name}(${takes.map((each) => `__${each}`).join(', ')})`;
      lines.push(`__${name} = ${yields(declared) ? `next(${call})` : call}`);
      return true;
    };
    const isDefault = wanted.every(make);
    return isDefault
      ? { nodes, lines, names: wanted.filter((name) => !given.has(name)) }
      : undefined;
  }
}

interface Fixtures {
  readonly nodes: readonly SyntaxNode[];
  readonly lines: readonly string[];
  readonly names: readonly string[];
}

/** The rows that decorators give a test. */
interface Parameters {
  readonly names: ReadonlySet<string>;
  readonly wrap: (lines: readonly string[]) => readonly string[];
}

function parametersOf(node: SyntaxNode): Parameters | undefined {
  const names = new Set<string>();
  const heads: string[] = [];
  const decorators = node.childrenOfKind('decorator');
  for (const [at, decorator] of decorators.entries()) {
    const text = decorator.text.slice(1).trim();
    if (/\b(?:skip|skipif|skipIf|skipUnless|xfail|expectedFailure|patch)\b/.test(text)) {
      return undefined;
    }
    if (!/\bparametrize\b/.test(text)) continue;
    const call = decorator.namedChildren.at(0);
    const [listed, values] = call?.child('arguments')?.namedChildren ?? [];
    if (listed === undefined || values === undefined) return undefined;
    const own = [...listed.text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].map(([name]) => name);
    for (const name of own) names.add(name);
    const row = `__row${at}__`;
    const rows = /^argvalues\s*=/.test(values.text)
      ? values.text.replace(/^argvalues\s*=\s*/, '')
      : values.text;
    heads.push(`for ${row} in (${rows}):`);
    const isOne = own.length === 1 && listed.kind === 'string';
    // What marks a row stands in it beside its values.
    heads.push(
      isOne
        ? `    ${own[0]} = ${row}[0] if type(${row}).__name__ == 'param' else ${row}`
        : `    ${own.join(', ')}${own.length === 1 ? ',' : ''} = ${row}`,
    );
  }
  const wrap = (lines: readonly string[]): readonly string[] => {
    let inner = [...lines];
    for (let at = heads.length - 2; at >= 0; at -= 2) {
      const [head = '', unpack = ''] = heads.slice(at, at + 2);
      inner = [head, unpack, ...inner.map((line) => `    ${line}`)];
    }
    return inner;
  };
  return { names, wrap };
}

function argumentsOf({ names }: Fixtures, rows: Parameters): string {
  return [
    ...[...rows.names].map((name) => `${name}=${name}`),
    ...names.map((name) => `${name}=__${name}`),
  ].join(', ');
}

function callIfThere(owner: string) {
  return (name: string) => `getattr(${owner}, '${name}', lambda *_: None)()`;
}

function definitionOf(node: SyntaxNode): SyntaxNode {
  return node.kind === 'decorated_definition' ? (node.child('definition') ?? node) : node;
}

function membersOf(owner: SyntaxNode): readonly SyntaxNode[] {
  return (owner.child('body')?.namedChildren ?? []).filter((child) => !child.isExtra);
}

function nameOf(declared: SyntaxNode): string {
  return declared.child('name')?.text ?? '';
}

function isTest(declared: SyntaxNode): boolean {
  return declared.kind === 'function_definition' && /^test|_test$/.test(nameOf(declared));
}

/** A class that a framework takes tests from: by its name, or by what it is derived from. */
function isCollected(owner: SyntaxNode): boolean {
  const bases = owner.child('superclasses')?.namedChildren ?? [];
  return /^Test/.test(nameOf(owner)) || bases.some(({ text }) => text !== 'object');
}

function isFixture(node: SyntaxNode): boolean {
  return node.childrenOfKind('decorator').some(({ text }) => /\bfixture\b/.test(text));
}

/** Parameters without defaults. */
function parameterNames(declared: SyntaxNode): readonly string[] {
  const parameters = declared.child('parameters')?.namedChildren ?? [];
  return parameters
    .filter(({ kind }) => kind === 'identifier' || kind === 'typed_parameter')
    .map((each) => (each.kind === 'identifier' ? each.text : (each.namedChildren[0]?.text ?? '')));
}

function calling(declared: SyntaxNode, call: string): string {
  return declared.text.startsWith('async') ? `__import__('asyncio').run(${call})` : call;
}

function yields(declared: SyntaxNode): boolean {
  return !declared.descendants('yield').next().done;
}

/** A fixture is called as the function that it is. */
function pythonText(node: SyntaxNode): string {
  return (isFixture(node) ? definitionOf(node) : node).text;
}

/** The text of a node without some parts of it. */
function without(node: SyntaxNode, parts: readonly TextRange[]): string {
  let text = '';
  let from = node.start;
  for (const { start, end } of parts) {
    text += node.tree.text.slice(from, start);
    from = end;
  }
  return text + node.tree.text.slice(from, node.end);
}
