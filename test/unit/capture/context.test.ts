import assert from 'node:assert/strict';
import {
  captureNamed,
  captureTask,
  type CaptureOptions,
} from '../../../src/core/capture/capture.ts';
import { gatherContext } from '../../../src/core/capture/context.ts';
import { moduleNames } from '../../../src/core/capture/slice.ts';
import type { OtherFile } from '../../../src/core/capture/other-file.ts';
import type { LanguageId, Snapshot } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';
import { preludeOf } from './prelude.ts';

describe('context', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  function file(uri: string, text: string, languageId: LanguageId = 'python'): OtherFile {
    return { uri, languageId, version: 1, text, isTest: /\/tests?\//.test(uri) };
  }

  async function capture(snapshot: Snapshot, name: string, options: CaptureOptions = {}) {
    const task = await captureNamed(snapshot, name, parser, options);
    assert.ok(task.ok, JSON.stringify(task));
    return task.value;
  }

  const stack = file(
    'file:///p/stack.py',
    'from typing import Any\n\nclass Node:\n    value: Any\n\n\nclass Stack(Base):\n    """Last in, first out."""\n\n    limit = 3\n\n    def __init__(self):\n        self.items: list[Node] = []\n\n    def push(self, item: Any) -> None:\n        """Adds."""\n        ...\n\n    @property\n    def size(self):\n        for item in self.items:\n            pass\n        return 1\n\n\ndef drain(stack: Stack):\n    """Empties it. Slowly."""\n    stack.push(1)\n\n\ndef unrelated():\n    return 2\n',
  );

  it('shows the class with its fields and constructor, and what other members do', async () => {
    const { context } = await capture(stack, 'Stack.push');
    assert.equal(
      context.enclosing,
      'class Stack(Base):\n    """Last in, first out."""\n\n    limit = 3\n\n    def __init__(self):\n        self.items: list[Node] = []\n\n    def push(self, item: Any) -> None: ...\n\n    @property\n    def size(self):\n        for item in self.items:\n            pass\n        return 1',
    );
  });

  it('tells long members of a class by their whole docs', async () => {
    const long = `        total = 0\n${'        total += 1\n'.repeat(120)}        return total\n`;
    const text = `class Till:\n    def sum(self):\n        """Adds up.\n\n        Counts from 1.\n        """\n${long}\n    def pay(self):\n        pass\n`;
    const { context } = await capture(file('file:///p/till.py', text), 'Till.pay');
    assert.equal(
      context.enclosing,
      'class Till:\n    def sum(self):\n        """Adds up.\n\n        Counts from 1.\n        """\n        ...\n\n    def pay(self): ...',
    );
  });

  it('keeps fields and constructor of a class whose comments are long', async () => {
    const comment = (what: string) => `    /**\n     * ${what.repeat(400)}\n     */\n`;
    const text =
      `export class Box {\n    private _items: string[] = [];\n\n${comment('a ')}` +
      `    add(item: string): void {\n        throw new Error('not implemented');\n    }\n\n${comment('b ')}` +
      `${comment('c ')}    take(): string /* or none */ {\n        return this._items.pop()!;\n    }\n${comment('d ')}\n` +
      `    constructor(items: string[]) {\n        this._items = items;\n    }\n${comment('e ').repeat(4)}}\n`;
    const { context } = await capture(file('file:///p/box.ts', text, 'typescript'), 'Box.add');
    assert.equal(
      context.enclosing,
      'export class Box {\n    private _items: string[] = [];\n    add(item: string): void { /* … */ }\n' +
        '    take(): string /* or none */ { /* … */ }\n    constructor(items: string[]) {\n        this._items = items;\n    }\n}',
    );
  });

  it('shows callers whole and siblings by signature and doc', async () => {
    const { context } = await capture(stack, 'Stack.push');
    assert.deepEqual(context.related, [
      'def drain(stack: Stack):\n    """Empties it. Slowly."""\n    stack.push(1)',
    ]);
    const other = await capture(stack, 'unrelated');
    assert.deepEqual(other.context.related, ['def drain(stack: Stack):  # Empties it. Slowly.']);
  });

  it('shows the function around a nested one, and names what it would take from there', async () => {
    const task = await capture(
      file(
        'file:///x.py',
        'def outer(base):\n    def helper(n):\n        return n + 1\n\n    def inner(x):\n        """Adds base, with helper."""\n        return base + helper(x)\n\n    return inner\n',
      ),
      'outer.inner',
    );
    const { context, scaffold } = task;
    assert.match(context.related[0] ?? '', /^def outer\(base\):\n {4}def helper/);
    assert.deepEqual(scaffold.missing, ['base']);
    assert.equal(
      await preludeOf(task, parser, ['return helper(1)']),
      'def helper(n):\n    return n + 1',
    );
  });

  it('stays under the limit, the most relevant first', async () => {
    const many = Array.from({ length: 400 }, (_, index) => `CONSTANT_${index} = ${index}`);
    const text = `import os\n${many.join('\n')}\n\ndef f(x):\n    return CONSTANT_399\n`;
    const summary = await parser.summarize('python', text);
    const names = moduleNames(summary, 'python', text);
    const target = summary.functions[0];
    const context = gatherContext(
      {
        names,
        target,
        enclosing: undefined,
        home: summary.statements.at(-1),
        about: text.slice(target?.range.start),
        elsewhere: [],
        language: 'python',
      },
      50,
    );
    assert.ok(context.tokens <= 50);
    assert.equal(context.declarations[0], 'CONSTANT_399 = 399', 'what is used comes first');
    assert.ok(context.declarations.length < 20);
    assert.equal(context.moduleNames.length, 402, 'names that are taken are all told');
  });

  describe('in other files', () => {
    const slug = file(
      'file:///p/slug.py',
      'SEP = "-"\n\ndef slug(text):\n    """Makes a slug."""\n    pass\n',
    );
    const test = file(
      'file:///p/tests/test_slug.py',
      'import pytest\nfrom p.slug import SEP, slug\n\n\ndef test_plain():\n    assert slug("A b") == "a-b"\n\n\ndef test_sep():\n    assert slug("a b") == "a" + SEP + "b"\n\n\ndef test_fixture(sample):\n    assert slug(sample) == "x"\n\n\ndef test_bad():\n    with pytest.raises(TypeError):\n        slug(None)\n',
    );

    it('takes what the project asserts for trusted, where it stands by itself', async () => {
      const task = await capture(slug, 'slug', { others: [test] });
      assert.deepEqual(
        task.examples.map(({ id, source, call, expectation }) => [id, source, call, expectation]),
        [
          ['project1', 'project', 'slug("A b")', { kind: 'equals', expected: '"a-b"' }],
          ['project2', 'project', 'slug("a b")', { kind: 'equals', expected: '"a" + SEP + "b"' }],
          ['project3', 'project', 'slug(None)', { kind: 'throws', exception: 'TypeError' }],
        ],
      );
      assert.equal(await preludeOf(task, parser), 'SEP = "-"', 'the tests need it');
      assert.deepEqual(task.contract.examples, []);
      assert.match(task.context.related[0] ?? '', /^# tests\/test_slug\.py\ndef test_plain/);
    });

    it('believes tests that have the function from its package, unless two modules have one', async () => {
      const spec = file(
        'file:///p/tests/test_all.py',
        'from p import slug\n\ndef test_it():\n    assert slug("A b") == "a-b"\n',
      );
      const rival = file('file:///p/other.py', 'def slug(text):\n    return text\n');
      const task = await capture(slug, 'slug', { others: [spec] });
      assert.deepEqual(
        task.examples.map(({ call }) => call),
        ['slug("A b")'],
      );
      const unclear = await capture(slug, 'slug', { others: [spec, rival] });
      assert.deepEqual(unclear.examples, []);
    });

    it('keeps a test whole that says more of an object than its calls give', async () => {
      const target = file(
        'file:///p/shop/stock.py',
        'class Stock:\n    def __init__(self, items):\n        self.items = items\n\n    def reserve(self, name):\n        pass\n',
      );
      const spec = file(
        'file:///p/tests/test_stock.py',
        'from shop.stock import Stock\n\ndef test_it():\n    stock = Stock({"a": 2})\n    assert stock.reserve("a") == 1\n    assert stock.items == {"a": 1}\n\ndef test_plain():\n    assert Stock({"a": 5}).reserve("a") == 4\n',
      );
      const { examples } = await capture(target, 'Stock.reserve', { others: [spec] });
      assert.deepEqual(
        examples.map(({ call }) => call),
        [
          'Stock({"a": 2}).reserve("a")',
          'Stock({"a": 5}).reserve("a")',
          'test_stock.py: test_it',
          'test_stock.py: test_it, judged apart',
        ],
      );
    });

    it('agrees on what several tests import, name by name', async () => {
      const target = file(
        'file:///p/src/impl/pad.js',
        'export function pad(n) {\n}\n\nexport function pair(n) {\n  return pad(n) + pad(n);\n}\n\nexport const other = 1;\n',
        'javascript',
      );
      const one = file(
        'file:///p/test/one.test.js',
        "import { Time, Zone } from '../src/index';\n\ntest('one', () => {\n  expect(new Time(new Zone()).show()).toBe('00');\n});\n",
        'javascript',
      );
      const two = file(
        'file:///p/test/deep/two.test.js',
        'import { Time } from "../../src/index"\n\ntest("two", () => {\n  expect(new Time().show()).toBe("11");\n});\n',
        'javascript',
      );
      const task = await capture(target, 'pad', { others: [one, two] });
      const wholes = task.examples.filter(({ id }) => /^case\d+$/.test(id));
      assert.deepEqual(
        wholes.map(({ call }) => call),
        ['one.test.js: one', 'two.test.js: two'],
      );
    });

    it('takes no call of another object for one of a method', async () => {
      const target = file(
        'file:///p/url.py',
        'class Url:\n    def __init__(self, text):\n        self.query = Query(text)\n\n    def show(self):\n        pass\n',
      );
      const spec = file(
        'file:///p/tests/test_url.py',
        'from p.url import Url\n\ndef test_it():\n    assert Url("a(b").query.show() == "q"\n    assert Url("a(b").show() == "u"\n',
      );
      const { examples } = await capture(target, 'Url.show', { others: [spec] });
      assert.deepEqual(
        examples.map(({ call }) => call),
        ['Url("a(b").show()', 'test_url.py: test_it', 'test_url.py: test_it, judged apart'],
      );
    });

    it('takes a hundred of many tests from all over the file', async () => {
      const lines = Array.from({ length: 300 }, (_, at) => `    assert slug("${at}") == "${at}"`);
      const spec = file(
        'file:///p/tests/test_slug.py',
        `from p.slug import slug\n\ndef test_it():\n${lines.join('\n')}\n`,
      );
      const { examples } = await capture(slug, 'slug', { others: [spec] });
      assert.deepEqual(
        examples.map(({ call }) => call),
        Array.from({ length: 100 }, (_, at) => `slug("${3 * at}")`),
      );
    });

    it('believes no test of another function of that name, and no file that is no test', async () => {
      const elsewhere = file(
        'file:///p/tests/test_other.py',
        'from p.other import slug\n\ndef test_it():\n    assert slug("A b") == "A B"\n',
      );
      const caller = file(
        'file:///p/use.py',
        'from p.slug import slug\n\ndef use():\n    assert slug("q") == "never"\n',
      );
      const task = await capture(slug, 'slug', { others: [elsewhere, caller] });
      assert.deepEqual(task.examples, []);
      assert.equal(task.context.related.length, 2);
    });

    it('reads JavaScript tests and passes private files over', async () => {
      const target = file(
        'file:///p/src/slug.ts',
        'export function slug(text: string): string {\n  throw new Error("not implemented");\n}\n',
        'typescript',
      );
      const spec = file(
        'file:///p/test/slug.test.ts',
        "import { slug } from '../src/slug.js';\n\nit('works', () => {\n  expect(slug('A b')).toBe('a-b');\n});\n",
        'typescript',
      );
      const secret = file('file:///p/secrets.ts', 'slug("q8w7e6r5");\n', 'typescript');
      const task = await capture(target, 'slug', { others: [spec, secret] });
      assert.deepEqual(
        task.examples.map(({ call, expectation }) => [call, expectation]),
        [["slug('A b')", { kind: 'equals', expected: "'a-b'" }]],
      );
      assert.deepEqual(task.context.related, [
        "// test/slug.test.ts\nexpect(slug('A b')).toBe('a-b');",
      ]);
    });

    it('looks for members of any name', async () => {
      const text =
        "export class Bag {\n  #count(): number {\n    return 0;\n  }\n\n  'a-b/c'(): number {\n    return 1;\n  }\n\n  *[Symbol.iterator]() {\n    yield 1;\n  }\n\n  $of(): number {\n    return 2;\n  }\n}\n";
      const target = file('file:///p/bag.ts', text, 'typescript');
      const spec = file('file:///p/test/bag.test.ts', 'new Bag().$of();\n', 'typescript');
      for (const place of ['#count', 'a-b/c', 'Symbol.iterator', '$of']) {
        const task = await captureTask(target, text.indexOf(place), parser, { others: [spec] });
        assert.ok(task.ok, place);
      }
    });
  });
});
