import assert from 'node:assert/strict';
import { apart } from '../../../src/core/capture/contradictions.ts';
import type { Expectation, Test } from '../../../src/core/check.ts';
import { languages } from '../../../src/core/languages/languages.ts';

const equals = (expected: string): Expectation => ({ kind: 'equals', expected });
let made = 0;
function test(call: string, expectation: Expectation): Test {
  made += 1;
  return { id: `t${made}`, source: 'docstring', call, expectation };
}

describe('examples that contradict each other', () => {
  it('are set apart, with all that is said of the call', () => {
    const tests = [
      test('f(1)', equals('2')),
      test('f(1)', equals('3')),
      test('f(2)', equals('3')),
      test('f(3)', equals('3')),
      test('f(3)', { kind: 'throws' }),
    ];
    const { agreed, contradictions } = apart(tests, languages.python);
    assert.deepEqual(agreed, [tests[2]]);
    assert.deepEqual(
      contradictions.map(({ call, tests: all }) => [call, all.length]),
      [
        ['f(1)', 2],
        ['f(3)', 2],
      ],
    );
  });

  it('are none where both can be true', () => {
    for (const [one, other] of [
      [equals('2'), equals('2.0')],
      [equals('{1: 2, 3: 4}'), equals('{3: 4, 1: 2}')],
      [equals('g(1)'), equals('2')],
      [equals('2'), { kind: 'holds', assertion: 'assert f(1) > 2' }],
      [{ kind: 'throws' }, { kind: 'throws', exception: 'ValueError' }],
    ] as const) {
      const { contradictions } = apart([test('f(1)', one), test('f(1)', other)], languages.python);
      assert.deepEqual(contradictions, []);
    }
  });
});
