import assert from 'node:assert/strict';
import type { Test } from '../../../src/core/check.ts';
import { earnedVotes } from '../../../src/core/mutation/earned-votes.ts';
import type { MutationProgram } from '../../../src/core/mutation/mutation-programs.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { CheckResult } from '../../../src/core/ports.ts';

const test = (id: string): Test => ({
  id,
  call: 'f(1)',
  source: 'generated',
  expectation: { kind: 'equals', expected: '1' },
});
const program = (id: string, kind: MutationProgram['kind']): MutationProgram => ({
  id,
  source: '',
  entry: 'f',
  kind,
  change: '',
});
const value: Outcome = { kind: 'value', value: '1', ms: 1 };
const result = (passed: boolean, outcome: Outcome = value): CheckResult => ({ passed, outcome });

const programs = [program('stub', 'stub'), program('m1', 'mutant'), program('m2', 'mutant')];

describe('earned votes', () => {
  it('go to tests that fail on the stub and on some mutant', () => {
    const tests = ['strong', 'weak', 'blind'].map(test);
    const { votes, strengths, withheld } = earnedVotes(tests, programs, [
      [result(false), result(true), result(false)],
      [result(true), result(false), result(true)],
      [result(false), result(false), result(true)],
    ]);
    assert.deepEqual([...votes], ['strong']);
    assert.deepEqual([...strengths], [['strong', { stub: true, mutants: 2, failed: 1 }]]);
    assert.deepEqual(
      withheld.map(({ test: id, reason }) => [id, reason]),
      [
        ['weak', 'passes-on-stub'],
        ['blind', 'no-mutant-fails'],
      ],
    );
  });

  it('are not earned on mutants that hang, crash or trip', () => {
    const fault: Outcome = { kind: 'exception', type: 'NameError', message: '', ms: 1 };
    const hang: Outcome = { kind: 'timeout', ms: 500 };
    const { votes } = earnedVotes(['a', 'b'].map(test), programs, [
      [result(false), result(false)],
      [result(false, hang), result(false)],
      [result(false, fault), result(true)],
    ]);
    assert.deepEqual([...votes], ['b']);
  });

  it('are earned by a wrong exception that code raises on purpose', () => {
    const raised: Outcome = { kind: 'exception', type: 'ValueError', message: '', ms: 1 };
    const { votes } = earnedVotes([test('a')], programs, [
      [result(false)],
      [result(false, raised)],
      [result(true)],
    ]);
    assert.deepEqual([...votes], ['a']);
  });

  it('need only what could be measured', () => {
    const silent: Outcome = { kind: 'timeout', ms: 500 };
    const onlyStub = earnedVotes([test('a')], programs.slice(0, 1), [[result(false)]]);
    assert.deepEqual([...onlyStub.votes], ['a']);
    const noneAnswered = earnedVotes([test('a')], programs, [
      [result(false)],
      [result(false, silent)],
      [result(false, silent)],
    ]);
    assert.deepEqual([...noneAnswered.votes], ['a']);
    assert.deepEqual([...earnedVotes([test('a')], [], []).votes], ['a']);
  });
});
