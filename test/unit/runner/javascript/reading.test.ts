import assert from 'node:assert/strict';
import { printCanonical } from '../../../../src/core/values/canonical.ts';
import { splitCall } from '../../../../src/node/runner/javascript/call-expression.ts';
import { javascriptLiterals } from '../../../../src/node/runner/javascript/literal-reader.ts';
import { prepareScript } from '../../../../src/node/runner/javascript/prepare.ts';

describe('JavaScript literals', () => {
  const literals = {
    '-0': '-0.0',
    '0x1f': '31.0',
    '1_000.5e-1': '100.05',
    '.5': '0.5',
    '-5n': '-5',
    'BigInt(7)': '7',
    "'it\\'s'": '"it\'s"',
    '`a\\u{1F600}`': '"a😀"',
    '[1,,]': '[1.0,hole]',
    '{a: 1, "b": [], 3: null,}': '@"Object"{"a":1.0,"b":[],"3":null}',
    'new Map([[1, 2], [1, 3]])': '{1.0:3.0}',
    'new Set([1, "a", 1, -0, 0])': 'set["a",0.0,1.0]',
    'new Date(0)': '@"Date"{"time":0.0}',
    'new Date("2020-01-01T00:00:00Z")': '@"Date"{"time":1577836800000.0}',
    '/a\\/b/ig': '@"RegExp"{"source":"a\\\\/b","flags":"gi"}',
    'new Uint8Array([1, 255])': '@"Uint8Array"=[1.0,255.0]{}',
    '(/* one */ 1)': '1.0',
  };
  for (const [text, canonical] of Object.entries(literals)) {
    it(`reads ${text}`, () => {
      const value = javascriptLiterals.literal(text);
      assert.equal(value === undefined ? undefined : printCanonical(value), canonical);
    });
  }

  const code = [
    ...[
      'x',
      '1 + 1',
      'f(1)',
      '() => 1',
      '[...a]',
      '{a}',
      '{[k]: 1}',
      '{__proto__: null}',
      '`${1}`',
    ],
    ...[
      'new Foo()',
      'new Date()',
      'new Date("1 Jan 2020")',
      'new Uint8Array([256])',
      '01',
      '1.2.3',
    ],
    ...['[1', '"a', "'a\n'", '', '{a: 1} x', '"\\1"', 'new Map([1])', '1n + 1n', '3px'],
  ];
  for (const text of code) {
    it(`leaves ${JSON.stringify(text)} to the sandbox`, () => {
      assert.equal(javascriptLiterals.literal(text), undefined);
    });
  }

  it('reads calls with literal arguments', () => {
    const call = javascriptLiterals.call(' geo.area([1, 2], {k: "x)"}, ) ');
    assert.equal(call?.callee, 'geo.area');
    assert.deepEqual(call.args.map(printCanonical), ['[1.0,2.0]', '@"Object"{"k":"x)"}']);
    for (const text of ['f(x)', 'f', 'new F(1)', 'f(1)(2)', 'f(1) + 1', 'f(1']) {
      assert.equal(javascriptLiterals.call(text), undefined);
    }
  });
});

describe('a call taken apart', () => {
  const cases = {
    'f(1, [2])': ['f', '1, [2]', false],
    'new Stack([1]).push(")", /[)]/)': ['new Stack([1]).push', '")", /[)]/', false],
    'new Stack(`${f(1)})`)': ['Stack', '`${f(1)})`', true],
    'a[f(0)]["x"](1)(2)': ['a[f(0)]["x"](1)', '2', false],
    'f(a / b, c / d)': ['f', 'a / b, c / d', false],
  } as const;
  for (const [text, [callee, args, construct]] of Object.entries(cases)) {
    it(text, () => assert.deepEqual(splitCall(text), { callee, args, construct }));
  }

  for (const text of [
    'f(1) + f(2)',
    'f',
    '(f)',
    'await f(1)',
    'f(1',
    'f?.(1)',
    '!f(1)',
    'f(1), g(2)',
  ]) {
    it(`leaves ${text} whole`, () => assert.equal(splitCall(text), undefined));
  }
});

describe('a module made a script', () => {
  it('keeps every line where it was', () => {
    const source = [
      "import assert from 'assert';",
      'export interface Point { x: number }',
      '',
      'export async function f<T>(p: Point, rest?: T[]): Promise<number> {',
      '  enum Side { Left, Right }',
      '  return (p.x as number) + Side.Right;',
      '}',
    ].join('\n');
    const script = prepareScript(source, 'typescript');
    assert.ok(script.ok);
    const lines = script.value.split('\n');
    assert.equal(lines.length, 7);
    assert.match(lines[3] ?? '', /async function f/);
    assert.match(lines[5] ?? '', /return \(p\.x\s*\) \+ Side\.Right/);
  });

  it('leaves plain scripts alone', () => {
    const source = '#!/usr/bin/env node\nfunction f() { return 1; }';
    assert.deepEqual(prepareScript(source, 'javascript'), {
      ok: true,
      value: '\nfunction f() { return 1; }',
    });
  });

  it('turns elements into calls', () => {
    const script = prepareScript(
      'export const f = (n: number) => <b id="x">{n}</b>;',
      'typescriptreact',
    );
    assert.match(
      script.ok ? script.value : '',
      /const React = require\("react"\).*createElement\('b'/,
    );
  });

  it('says where it cannot be read', () => {
    assert.deepEqual(prepareScript('let x: = 3;', 'typescript'), {
      ok: false,
      error: 'SyntaxError: Unexpected token (1:8)',
    });
  });
});
