import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import type { LanguageId } from '../../../src/core/text.ts';
import { prepareScript } from '../../../src/node/runner/javascript/prepare.ts';

/** What a module exports that is made plain script. */
function exportsOf(source: string, languageId: LanguageId): unknown {
  const made = prepareScript(source, languageId);
  assert.ok(made.ok, made.ok ? '' : made.error);
  assert.equal(made.value.split('\n').length, source.split('\n').length);
  const run = `const exports = {}; (function () { ${made.value}\n})(); JSON.stringify(exports)`;
  return JSON.parse(String(runInContext(run, createContext({}))));
}

describe('exported variables of programs', () => {
  it('are all declared where one statement has several', () => {
    assert.deepEqual(
      exportsOf(
        'export const a = { x: 1, y: [1, 2] },\n  b = (3, 4);\nexport let c = b, d = `${[a.x, 2]}`',
        'javascript',
      ),
      { a: { x: 1, y: [1, 2] }, b: 4, c: 4, d: '1,2' },
    );
  });

  it('may have types, functions and classes with commas of their own', () => {
    assert.deepEqual(
      exportsOf(
        'export const m: Map<string, number> = new Map<string, number>(), f = <A, B>(x: A, y: B) => [x, y], n = f(m.size, 1)\nconst p = 1, q = 2\nexport var k = class { s(a, b) {} }.name, r = p + q;',
        'typescript',
      ),
      { m: {}, n: [0, 1], k: '', r: 3 },
    );
  });

  it('may be patterns behind a line without a semicolon', () => {
    assert.deepEqual(
      exportsOf('const g = 1\nexport const { p, q } = { p: g, q: 2 }, [r] = [3]', 'javascript'),
      {
        p: 1,
        q: 2,
        r: 3,
      },
    );
  });
});
