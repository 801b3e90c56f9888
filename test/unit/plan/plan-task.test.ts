import assert from 'node:assert/strict';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';
import {
  taskOfPlan,
  taskOfPlanIn,
  type PlanTaskOptions,
} from '../../../src/core/plan/plan-task.ts';

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
  const parser = sourceParser();
  after(() => parser.dispose());

  async function taskIn(language: LanguageId, plan: string) {
    const task = await taskOfPlanIn(language, plan, { uri: 'file:///p.parsel' }, parser);
    assert.ok(task.ok, task.ok ? '' : task.error.message);
    return task.value;
  }

  it('keeps what only looks like a constant or a tuple', async () => {
    const { examples } = await taskIn(
      'javascript',
      'f(x): f\n"(True, None)", () -> {None: ((1), (2,))}\n[(a, b) for (a, b) in c], g((1)), -(1, 2)[0] -> "it\'s (1, 2)"',
    );
    assert.deepEqual(
      examples.map(({ call, expectation }) => [
        call,
        expectation.kind === 'equals' ? expectation.expected : '',
      ]),
      [
        ['f("(True, None)", [])', '{null: [(1), [2,]]}'],
        ['f([[a, b] for (a, b) in c], g((1)), -[1, 2][0])', '"it\'s (1, 2)"'],
      ],
    );
  });

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

  it('has its Python constants and tuples in the language that it is grown in', async () => {
    const { examples, contract } = await taskIn('typescript', text);
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
