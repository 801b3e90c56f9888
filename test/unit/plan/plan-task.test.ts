import assert from 'node:assert/strict';
import { taskOfPlan, type PlanTaskOptions } from '../../../src/core/plan/plan-task.ts';

const text = [
  'Mind the gap.',
  '#*#*#',
  'root(x, deep=False): r',
  "(1, 'None'), True -> None",
  'max((1, 2)), [True] -> {"a": (3,)}',
  '  helper(y): h',
  '    leaf(z): l',
  '  other(y): o',
].join('\n');

function taskOf(options: Partial<PlanTaskOptions> = {}) {
  const task = taskOfPlan(text, { uri: 'file:///p.parsel', ...options });
  assert.ok(task.ok, task.ok ? '' : task.error.message);
  return task.value;
}

describe('the task of a plan', () => {
  it('is its root, in Python unless something else is said', () => {
    const task = taskOf();
    assert.equal(task.language, 'python');
    assert.equal(task.contract.name, 'root');
    assert.equal(task.instruction, 'Mind the gap.');
    assert.match(
      task.plan ?? '',
      /^# language: python\nMind the gap\.\n#\*#\*#\nroot\(x, deep=False\): r\n/,
    );
    assert.equal(task.examples[0]?.call, "root((1, 'None'), True)");
  });

  it('is one of its functions with what that calls', () => {
    const task = taskOf({ only: 'helper' });
    assert.match(task.plan ?? '', /\nhelper\(y\): h\n {2}leaf\(z\): l\n$/);
    const none = taskOfPlan(text, { uri: 'file:///p', only: 'nothing' });
    assert.ok(!none.ok && none.error.reason === 'no-function');
    assert.match(none.error.message, /root, helper, other, leaf/);
  });

  it('has its Python constants and tuples in the language that it is grown in', () => {
    const { examples, contract } = taskOf({ language: 'typescript' });
    assert.deepEqual(
      examples.map(({ call, expectation }) => [
        call,
        expectation.kind === 'equals' ? expectation.expected : '',
      ]),
      [
        ["root([1, 'None'], true)", 'null'],
        ['root(max([1, 2]), [true])', '{"a": [3,]}'],
      ],
    );
    assert.equal(contract.parameters[1]?.default, 'false');
  });

  it('is none while the plan has errors', () => {
    const task = taskOfPlan('f(x): f\n  unknown', { uri: 'file:///p' });
    assert.ok(!task.ok && task.error.reason === 'plan-has-errors');
  });
});
