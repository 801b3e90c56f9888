import assert from 'node:assert/strict';
import type { LanguageId } from '../../../src/core/text.ts';
import { captureNamed, captureTask } from '../../../src/core/capture/capture.ts';
import { findFunctions } from '../../../src/core/capture/find-functions.ts';
import type { Task } from '../../../src/core/task.ts';
import type { WorkspaceFiles } from '../../../src/core/workspace-files.ts';
import { sourceParser } from '../../support/parser.ts';
import { preludeOf } from './prelude.ts';

describe('capture', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  /** Captures at the `|` in the text, which is taken out. */
  async function at(languageId: LanguageId, marked: string): Promise<Task> {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    const task = await captureTask(
      { uri: 'file:///x', languageId, version: 3, text },
      offset,
      parser,
    );
    assert.ok(task.ok, JSON.stringify(task));
    return task.value;
  }

  const slice = (task: Task, { start, end }: { start: number; end: number }) =>
    task.target.snapshot.text.slice(start, end);

  it('takes a Python function apart', async () => {
    const task = await at(
      'python',
      'import math\nfrom os import path as p\nLIMIT = 3\nunused = open("x")\n\n\n@cache\nasync def area(w: float, *, h: float = 1.0, **rest) -> float:\n    """The area.\n\n    >>> area(2)\n    2.0\n    """\n    return|  # TODO\n',
    );
    const { target, contract, context } = task;
    assert.equal(target.qualifiedName, 'area');
    assert.match(slice(task, target.range), /^@cache\nasync def[^]*# TODO$/);
    assert.match(slice(task, target.body), /^"""The area[^]*# TODO$/);
    assert.match(slice(task, target.doc!), /^"""The area[^]*"""$/);
    assert.ok(target.signature.endsWith('-> float:'));
    assert.deepEqual(contract.parameters, [
      { name: 'w', kind: 'positional', type: 'float' },
      { name: 'h', kind: 'keyword-only', type: 'float', default: '1.0' },
      { name: 'rest', kind: 'keywords' },
    ]);
    assert.equal(contract.returns, 'float');
    assert.equal(contract.async, true);
    assert.equal(contract.description, 'The area.');
    assert.deepEqual(
      contract.examples.map(({ call, expectation }) => [call, expectation]),
      [['area(2)', { kind: 'equals', expected: '2.0' }]],
    );
    assert.deepEqual(context.imports, ['import math', 'from os import path as p']);
    assert.ok(context.moduleNames.includes('LIMIT') && context.moduleNames.includes('p'));
    assert.equal(await preludeOf(task, parser, ['return w * LIMIT']), 'LIMIT = 3');
    assert.equal(await preludeOf(task, parser, ['return p']), 'from os import path as p');
    const comment = ['pass  # unused'];
    assert.equal(await preludeOf(task, parser, comment), '', 'nothing is run unasked');
  });

  it('keeps the class around a method', async () => {
    const task = await at(
      'python',
      'class Base:\n    pass\n\n\nclass Stack(Base):\n    """A stack."""\n\n    def __init__(self):\n        self.items = []\n\n    def push(self, item):\n        """Adds an item."""\n        pass|\n\n    def pop(self):\n        return self.items.pop()\n',
    );
    assert.equal(task.target.kind, 'method');
    assert.equal(task.target.qualifiedName, 'Stack.push');
    assert.equal(task.target.indent, '    ');
    assert.equal(task.scaffold.indent, '    ');
    assert.match(await preludeOf(task, parser), /^class Base/);
    assert.match(task.scaffold.open, /^class Stack\(Base\):[^]*self\.items = \[\]$/);
    assert.match(task.scaffold.close, /^\n?\s*def pop/);
    assert.match(
      task.context.enclosing,
      /class Stack[^]*def push\(self, item\): \.\.\.[^]*return self\.items\.pop\(\)/,
    );
  });

  for (const [what, marked, name, stub] of [
    [
      'function',
      'export async function go(a = 1, ...r: string[]): Promise<void> {\n  // TODO|\n}',
      'go',
      true,
    ],
    [
      'arrow function',
      '/** Doubles. */\nexport const twice = (n: number): number => {|\n};',
      'twice',
      true,
    ],
    ['expression body', 'const twice = (n: number) =>| n * 2;', 'twice', false],
    [
      'method',
      'class A {\n  m(): number {\n    throw new Error("Not implemented")|;\n  }\n}',
      'A.m',
      true,
    ],
    ['field', 'class A {\n  m = (a: number) =>| a;\n}', 'A.m', false],
    ['object method', 'const o = {\n  m() { return| 1; },\n};', 'o.m', false],
    ['generator', 'function* g() {| yield 1; }', 'g', false],
    ['default export', 'export default function f() { throw new TypeError("todo")| }', 'f', true],
    ['nested', 'function outer() {\n  function inner() { return| 1; }\n}', 'outer.inner', false],
    ['no-op callback', 'const noop = () => {|};', 'noop', false],
  ] as const) {
    it(`finds a TypeScript ${what}`, async () => {
      const task = await at('typescript', marked);
      assert.equal(task.target.qualifiedName, name);
      assert.equal(task.target.isStub, stub);
    });
  }

  it('finds the doc comment before overloads and decorators', async () => {
    const task = await at(
      'typescript',
      '/** Reads. */\nexport function read(a: string): string;\nexport function read(a: number): number;\nexport function read(a: unknown): unknown {\n  throw new Error("not implemented")|;\n}\n',
    );
    assert.equal(task.contract.description, 'Reads.');
  });

  it('takes the function that holds the cursor where one line has several', async () => {
    const object = 'const o = { a: (x) => x, get b() { return 1 }, set b(v) {} };\n';
    const taken = async (marked: string) => {
      const { target } = await at('javascript', marked);
      return target.snapshot.text.slice(target.range.start, target.range.end);
    };
    assert.equal(await taken(object.replace('get b', 'get |b')), 'get b() { return 1 }');
    assert.equal(await taken(object.replace('set b', 'set |b')), 'set b(v) {}');
    assert.equal(await taken(object.replace('const o', '|const o')), 'a: (x) => x');
    assert.equal(
      await taken('function f() {\n  function g() {} // g|\n}\n'),
      'function g() {}',
      'behind a function on its line it is still that function',
    );
  });

  it('reads TSX and JSX', async () => {
    const tsx = await at(
      'typescriptreact',
      'export const Row = ({ name }: Props) => {\n  return <li>|{name}</li>;\n};',
    );
    assert.equal(tsx.target.qualifiedName, 'Row');
    const jsx = await at(
      'javascriptreact',
      'function Row({ name }) {\n  return <li>|{name}</li>;\n}',
    );
    assert.equal(jsx.target.qualifiedName, 'Row');
  });

  it('works beside syntax errors, with CRLF, tabs and astral characters', async () => {
    const task = await at(
      'python',
      'x = "🌱🌱"\r\n\r\ndef broken(:\r\n\tpass\r\n\r\ndef grow(s):\r\n\t"""Grow 🌱.\r\n\r\n\t>>> grow("🌱")\r\n\t\'🌳\'\r\n\t"""\r\n\tpass|\r\n',
    );
    assert.equal(task.target.qualifiedName, 'grow');
    assert.match(slice(task, task.target.range), /^def grow/);
    assert.match(slice(task, task.target.range), /pass$/);
    assert.deepEqual(task.contract.examples[0]?.expectation, { kind: 'equals', expected: "'🌳'" });
  });

  it('lets imports that the sandbox lacks fail alone', async () => {
    const python = await at('python', 'from .models import User\n\ndef f(u: User):\n    pass|\n');
    assert.match(
      await preludeOf(python, parser),
      /^from __future__ import annotations\ntry:\n {4}from \.models import User\nexcept ImportError:\n {4}pass$/,
    );
    assert.deepEqual(python.scaffold.missing, ['User']);
    const typescript = await at(
      'typescript',
      "import { a } from './a';\nimport { join } from 'node:path';\nfunction f() { a(); join('');| }",
    );
    assert.equal(await preludeOf(typescript, parser), "import { join } from 'node:path';");
    assert.deepEqual(typescript.scaffold.missing, ['a']);
    const typed = await at(
      'typescript',
      "import { A } from './a';\nfunction f(a: A): A { throw new Error('todo');| }",
    );
    assert.equal(typed.scaffold.missing, undefined, 'types are stripped');
  });

  it('keeps imports of modules that programs are given, and tells which are absent', async () => {
    const text = [
      "import { a } from './a';",
      "import { b } from './b';",
      "import { unused } from './unused';",
      "import { join } from 'node:path';",
      "export function f(): string { throw new Error('todo'); }",
      'export const g = () => a() + b();',
    ].join('\n');
    const snapshot = { uri: 'file:///w/f.ts', languageId: 'typescript', version: 0, text } as const;
    const files: WorkspaceFiles = {
      pathOf: () => 'f.ts',
      look: (path) => {
        if (path === 'a.ts') return Promise.resolve({ kind: 'file', text: "import './c';" });
        if (path === 'b.ts') return Promise.resolve({ kind: 'refused', why: 'ignored' });
        return Promise.resolve({ kind: 'absent' });
      },
      lookInPackage: () => Promise.resolve({ kind: 'absent' }),
    };
    const task = await captureNamed(snapshot, 'g', parser, { files });
    assert.ok(task.ok);
    const { scaffold } = task.value;
    assert.equal(await preludeOf(task.value, parser), "import { a } from './a';");
    assert.deepEqual(scaffold.missing, ['b']);
    assert.deepEqual(scaffold.absent, [{ module: './b', why: 'ignored' }]);
    assert.deepEqual(scaffold.modules, {
      home: { path: 'f.ts', imports: [['./a', 'a.ts']] },
      modules: [{ path: 'a.ts', source: "import './c';" }],
    });
    const alone = await captureNamed(snapshot, 'g', parser);
    assert.ok(alone.ok && alone.value.scaffold.modules === undefined);
    assert.deepEqual(alone.value.context, task.value.context, 'the model is told the same');
  });

  it('lets what is built on a missing import fail alone', async () => {
    const task = await at(
      'python',
      'from django.db import models\n\nclass User(models.Model):\n    kind = """Text\nat the margin."""\n\ndef f(u: User):\n    pass|\n',
    );
    assert.equal(
      await preludeOf(task, parser),
      'from __future__ import annotations\ntry:\n    from django.db import models\nexcept ImportError:\n    pass\ntry:\n    class User(models.Model):\n        kind = """Text\nat the margin."""\nexcept Exception:\n    pass',
    );
  });

  it('offers what binds names, and what runs for it only to code that mentions it', async () => {
    const task = await at(
      'python',
      'app = Flask(__name__)\nRATE = 2\n\ndef helper(x):\n    return x * RATE\n\n@app.route("/")\ndef page():\n    return helper(1)\n\ndef target(x):\n    pass|\n',
    );
    assert.equal(await preludeOf(task, parser), '');
    const all = 'RATE = 2\ndef helper(x):\n    return x * RATE';
    assert.equal(await preludeOf(task, parser, ['return helper(x)']), all);
    assert.equal(await preludeOf(task, parser, ['return x + RATE']), 'RATE = 2');
    const word = 'return 1  # as page(app) does';
    assert.equal(await preludeOf(task, parser, [word]), '', 'nothing is run unasked');
    const table = await at(
      'python',
      'RULE = re.compile(r"a+")\nlog("loaded")\n\n@dataclass\nclass Row:\n    key: str\n\ndef target(x):\n    pass|\n',
    );
    const rule = 'try:\n    RULE = re.compile(r"a+")\nexcept Exception:\n    pass';
    assert.equal(await preludeOf(table, parser, ['return RULE.match(x)']), rule);
    assert.match(await preludeOf(table, parser, ['Row("a")']), /^try:\n {4}@dataclass\n/);
  });

  it('says what a file has when a name is wrong', async () => {
    const snapshot = {
      uri: 'file:///x',
      languageId: 'python',
      version: 0,
      text: 'def a(): pass\n',
    } as const;
    const missing = await captureNamed(snapshot, 'b', parser);
    assert.ok(!missing.ok && missing.error.reason === 'no-function');
    assert.match(missing.error.message, /"b".*It has: a/);
  });

  it('lists the functions of a file with its stubs', async () => {
    const text =
      'def a():\n    ...\n\ndef b():\n    return 1\n\nclass C:\n    def d(self):\n        raise NotImplementedError("later")\n';
    const found = await findFunctions(
      { uri: 'file:///x', languageId: 'python', version: 0, text },
      parser,
    );
    assert.deepEqual(
      found.map(({ qualifiedName, isStub }) => [qualifiedName, isStub]),
      [
        ['a', true],
        ['b', false],
        ['C.d', true],
      ],
    );
  });
});
