import assert from 'node:assert/strict';
import type { Test, TestSource } from '../../../src/core/check.ts';
import type { NodeView } from '../../../src/core/view/view.ts';
import { keptTests, sourceLine } from '../../../src/core/test-files/kept-tests.ts';

const test = (id: string, source: TestSource): Test => ({
  id,
  call: `f('${id}')`,
  source,
  expectation: { kind: 'equals', expected: '1' },
});
const strength = (failed: number) => ({ stub: true, mutants: 9, failed });

const tests = [
  test('said', 'docstring'),
  test('answered', 'user'),
  test('strong', 'generated'),
  test('weak', 'generated'),
  test('failed', 'generated'),
  test('unmeasured', 'generated'),
];
const row = (passed: string) =>
  tests.map((_, index) => ({
    outcome: { kind: 'value', value: '1', ms: 0 },
    passed: passed[index] === '1',
  }));
const node = {
  tests,
  matrix: {
    columns: tests.map((check) => ({ check })),
    rows: new Map([
      ['winner', row('111101')],
      ['loser', row('000010')],
    ]),
  },
} as unknown as NodeView;
const view = { root: 'f', nodes: new Map([['f', node]]) };
const solution = {
  functions: [{ candidate: { id: 'winner' } }],
  strengths: { strong: strength(4), weak: strength(0), failed: strength(9) },
} as unknown as Parameters<typeof keptTests>[0];

describe('tests worth keeping', () => {
  const kept = keptTests(solution, view);

  it('are answers and generated tests that failed where they must and that the winner passes', () => {
    assert.deepEqual(
      kept.map(({ test: { id } }) => id),
      ['answered', 'strong'],
    );
    assert.equal(kept[1]?.outcome, '=1');
    assert.equal(kept[0]?.outcome, undefined);
    assert.deepEqual(keptTests({ functions: [] }, view), []);
  });

  it('say where they come from', () => {
    const line = (...some: number[]) =>
      sourceLine(
        some.map((index) => kept[index]!),
        'f',
        'docstring',
      );
    assert.equal(line(0), 'Written by Coppice from one answered question.');
    assert.equal(
      line(1),
      'Written by Coppice from the docstring of f; it failed on a stub and on 4 of 9 mutants.',
    );
    assert.equal(
      line(0, 1),
      'Written by Coppice from the docstring of f and one answered question; the other failed on a stub and on 4 of 9 mutants.',
    );
    assert.match(
      sourceLine(
        [...kept, { test: test('x', 'generated'), strength: strength(9) }],
        'f',
        'docstring',
      ),
      /each of the others failed on a stub and on 4 to 9 of 9 mutants/,
    );
  });
});
