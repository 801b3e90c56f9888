import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import { prepareScript } from '../../../src/node/runner/javascript/prepare.ts';

/** What an expression comes to behind TypeScript code that is made plain. */
function valueOf(source: string, expression: string): unknown {
  const made = prepareScript(source, 'typescript');
  assert.ok(made.ok, made.ok ? '' : made.error);
  assert.equal(made.value.split('\n').length, source.split('\n').length);
  const value: unknown = runInContext(
    `const exports = {}; ${made.value}\n;JSON.stringify(${expression})`,
    createContext({}),
  );
  return JSON.parse(String(value));
}

describe('namespaces of programs', () => {
  const cases: readonly (readonly [
    what: string,
    source: string,
    expression: string,
    value: unknown,
  ])[] = [
    [
      'what they export, and nothing else',
      'export namespace N {\n  const k = 2;\n  export function twice(x: number): number {\n    return x * k;\n  }\n}',
      '[N.twice(4), exports.N.twice(4), Object.keys(N)]',
      [8, 8, ['twice']],
    ],
    [
      'variables, patterns, classes and enums',
      'namespace N {\n  export const a: Map<string, number> = new Map(), { b, c: [d] } = { b: `{${1}`, c: [3] }\n  export enum E { A, B }\n  export abstract class C<T> { x?: T }\n  export type T = number;\n  export interface I { a: number }\n}',
      '[N.b, N.d, N.E.B, typeof N.C, Object.keys(N)]',
      ['{1', 3, 1, 'function', ['a', 'b', 'd', 'E', 'C']],
    ],
    [
      'others inside of them',
      'export namespace A.B {\n  export namespace C { export const z = 1 }\n  namespace Own { export const y = 5 }\n  export const own = Own.y\n}\nexport namespace A.B {\n  export const more = 7;\n}',
      'A',
      { B: { C: { z: 1 }, own: 5, more: 7 } },
    ],
    [
      'what is added to a class or a function',
      'const one = 1\nexport class Q {}\nexport namespace Q { export const two = one + 1 }\nfunction f() {}\nnamespace f { export const three = 3 }',
      '[Q.two, f.three]',
      [2, 3],
    ],
    [
      'nothing of what is only declared, or called so',
      'declare namespace Z { const x: number; }\nconst namespace = { f: () => 1 };\nconst r = namespace.f();',
      '[r, typeof Z]',
      [1, 'undefined'],
    ],
  ];
  for (const [what, source, expression, value] of cases) {
    it(`have ${what}`, () => assert.deepEqual(valueOf(source, expression), value));
  }

  it('that are broken are refused as other code is', () => {
    const made = prepareScript('namespace N { const x = ; }', 'typescript');
    assert.ok(!made.ok && /^SyntaxError: /.test(made.error));
  });
});
