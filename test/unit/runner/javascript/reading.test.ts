import assert from 'node:assert/strict';
import { splitCall } from '../../../../src/node/runner/javascript/call-expression.ts';
import {
  prepareExpression,
  prepareScript,
} from '../../../../src/node/runner/javascript/prepare.ts';

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

describe('an expression of a test', () => {
  it('loses its types, and is left alone where it has none or cannot be read', () => {
    const cases = {
      'f(new Map<string, number>([["a", 1]]))': 'f(new Map([["a", 1]]))',
      'f([] as number[], x!)': 'f([] , x)',
      '{ a: 1 }': '{ a: 1 }',
      'f(1': 'f(1',
    };
    for (const [text, plain] of Object.entries(cases)) {
      assert.equal(prepareExpression(text, 'typescript'), plain);
    }
    assert.equal(prepareExpression('f(a < b)', 'javascript'), 'f(a < b)');
  });
});
