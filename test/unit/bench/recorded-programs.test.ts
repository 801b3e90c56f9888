import assert from 'node:assert/strict';
import { literalIn } from '../../../bench/selection/literal.ts';
import { mutatedArguments } from '../../../bench/selection/mutated-arguments.ts';
import { readPrograms } from '../../../bench/selection/programs.ts';

const line = {
  task_id: 'T/1',
  entry_point: 'f',
  prompt: 'def f(a: int, b: list) -> int:\n    """Doc."""\n',
  examples: [{ args: [3, [true, null]] }, { args: [-1, []] }],
  solutions: [
    { code: 'def f(a, b): return a', n: 2, right: true },
    { code: 'def f(a, b): return 0', n: 1, right: false },
  ],
};

describe('recorded programs', () => {
  it('are whole modules, as often as they were written, with what was recorded of each', () => {
    const { tasks, hidden } = readPrograms('programs', [line], []);
    const [task] = tasks;
    assert.deepEqual(task?.solutions, [
      'def f(a, b): return a',
      'def f(a, b): return a',
      'def f(a, b): return 0',
    ]);
    assert.deepEqual(hidden, [{ task: 'T/1', right: [true, true, false] }]);
    assert.deepEqual(task.inputs?.slice(0, 2), ['f(3, [True, None])', 'f(-1, [])']);
    assert.equal(task.documented, `${line.prompt}    pass\n`);
    assert.deepEqual(task.testSamples, []);
  });

  it('take the tests of another file, long lists in samples of five', () => {
    const asserts = Array.from({ length: 6 }, (_, at) => `assert f(${at}, []) == ${at}`);
    const tests = [{ task_id: 'T/1', tests: asserts.join('\n'), tests2: '' }];
    const { tasks } = readPrograms('programs', [line], tests);
    assert.deepEqual(
      tasks[0]?.testSamples.map((sample) => `assert ${sample}`.trim().split('\n').length),
      [5, 1],
    );
    const samples = [{ task_id: 'T/1', test_samples: ['f(1, []) == 1'] }];
    assert.deepEqual(readPrograms('programs', [line], samples).tasks[0]?.testSamples, [
      'f(1, []) == 1',
    ]);
    assert.equal(readPrograms('programs', [line], [{ task_id: 'T/2' }]).tasks.length, 0);
  });

  it('are compared on inputs like the examples, each another one', () => {
    const examples = [
      [3, 'ab', [1.5, 2], true],
      [8, 'c', [], false],
    ];
    const made = mutatedArguments(examples, 20, 'seed');
    assert.equal(made.length, 20);
    assert.deepEqual(made, mutatedArguments(examples, 20, 'seed'));
    const texts = [...examples, ...made].map((args) => JSON.stringify(args));
    assert.equal(new Set(texts).size, texts.length);
    for (const [number, text, list, flag] of made) {
      assert.ok(Number.isInteger(number) && typeof text === 'string' && typeof flag === 'boolean');
      assert.ok(Array.isArray(list));
    }
    assert.deepEqual(mutatedArguments([], 5, 'seed'), []);
  });

  it('are called in the words of their language', () => {
    assert.equal(literalIn('javascript', [null, true, 'a']), '[null,true,"a"]');
    assert.equal(literalIn('python', { a: [null, false] }), '{"a": [None, False]}');
  });
});
