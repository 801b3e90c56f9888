import assert from 'node:assert/strict';
import { languageOf } from '../../../src/core/languages/languages.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { readCanonical } from '../../../src/core/values/canonical.ts';
import { runnerAssets } from '../runner/runner-assets.ts';

describe('whether a result shares parts of an argument', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
  });

  after(() => runner.dispose());

  async function shares(
    language: LanguageId,
    code: string,
    args: readonly string[],
  ): Promise<readonly unknown[]> {
    const { name, code: sketch } = languageOf(language).sharing;
    const reply = await runner.run(
      {
        language,
        programs: [{ id: 'p', source: `${code}\n\n${sketch('f')}\n`, entry: 'f' }],
        checks: args.map((each, at) => ({ id: `${at}`, call: `${name}(${each})` })),
      },
      { signal: new AbortController().signal },
    );
    assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
    return (reply.value.results[0] ?? []).map(({ outcome }) => {
      const value = outcome.kind === 'value' ? readCanonical(outcome.value) : undefined;
      return value?.kind === 'bool' ? value.value : outcome;
    });
  }

  const cases: readonly (readonly [LanguageId, string, string, readonly string[], boolean[]])[] = [
    [
      'python',
      'what it was given, whole or in parts',
      'def f(a, key=None):\n    return {"all": (a, key)}\n',
      ['[1]', '{"x": 1}', '(1, 2)', '([1], 2)', '1, key=[2]', '"text"'],
      [true, true, false, true, true, false],
    ],
    [
      'python',
      'copies, deep and shallow',
      'import copy\n\ndef f(a, deep):\n    return copy.deepcopy(a) if deep else copy.copy(a)\n',
      ['[[1]], True', '[[1]], False', '[1], False', '{"x": {"y": 1}}, False'],
      [false, true, false, true],
    ],
    [
      'typescript',
      'what it was given, whole or in parts',
      'export function f(a: unknown): unknown {\n  return new Map([["all", a]]);\n}\n',
      ['[1]', '{ x: 1 }', '"text"', '1', 'Object.freeze([1])', 'new Set([[1]])'],
      [true, true, false, false, false, true],
    ],
    [
      'javascript',
      'copies, deep and shallow',
      'export const f = (a, deep) => (deep ? structuredClone(a) : { ...a });\n',
      ['{ x: [1] }, true', '{ x: [1] }, false', '{ x: 1 }, false'],
      [false, true, false],
    ],
  ];
  for (const [language, what, code, args, expected] of cases) {
    it(`is told of ${language}: ${what}`, async () => {
      assert.deepEqual(await shares(language, code, args), expected);
    });
  }
});
