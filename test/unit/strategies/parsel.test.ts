import assert from 'node:assert/strict';
import { moduleOfSolution } from '../../../src/core/plan/plan-module.ts';
import { taskOfPlan } from '../../../src/core/plan/plan-task.ts';
import type { ParselOptions } from '../../../src/core/settings.ts';
import { parsel } from '../../../src/core/strategies/parsel.ts';
import type { Task } from '../../../src/core/task.ts';
import { sourceParser } from '../../support/parser.ts';
import { contextOf, play, runScript, type Script } from './kit.ts';
import { fence, scripted, stubOf, task } from './total-task.ts';

function taskOf(...lines: string[]): Task {
  const made = taskOfPlan(['# language: typescript', ...lines].join('\n'), { uri: 'file:///p' });
  assert.ok(made.ok, made.ok ? '' : made.error.message);
  return made.value;
}

const plan = taskOf(
  'total(text: string) -> number: adds up the numbers between commas',
  "'1,2' -> 3",
  '  numbers(text: string) -> number[]: the numbers between commas',
  '  add(values: number[]) -> number: their sum',
);

const header = {
  total: 'function total(text: string): number',
  numbers: 'function numbers(text: string): number[]',
  add: 'function add(values: number[]): number',
} as const;

const body = (name: keyof typeof header, code: string): string =>
  fence(`${header[name]} {\n  ${code}\n}`);

const good = {
  total: body('total', 'return add(numbers(text));'),
  numbers: body('numbers', "return text.split(',').map(Number);"),
  add: body('add', 'return values.reduce((a, b) => a + b, 0);'),
} as const;

const bad = (name: keyof typeof header, count: number): string[] =>
  Array.from({ length: count }, (_, at) =>
    body(name, name === 'numbers' ? `return [${at}];` : `return ${at} - 50;`),
  );

/** Answers `sample` asks by function, `round` by how often they were asked. */
function model(
  samples: Readonly<Record<string, (round: number, count: number) => readonly string[]>>,
  others: Readonly<Record<string, readonly string[]>> = {},
): Script {
  return (ask, _, count) => {
    const name = ask.node.split('/').at(-1) ?? '';
    if (ask.operator === 'sample') return samples[name]?.(ask.ordinal, count) ?? [];
    return others[`${ask.operator} ${name}`] ?? [];
  };
}

describe('Parsel', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  const solve = (task: Task, answer: Script, options: Partial<ParselOptions> = {}) =>
    play(parsel.solve(contextOf(task, { parsel: options })), { run: runScript, answer }, parser);

  it('finds the combination that passes among all samples', async () => {
    const { result, asks } = await solve(
      plan,
      model({
        total: () => [...bad('total', 3), good.total],
        numbers: () => [...bad('numbers', 4), good.numbers],
        add: () => [good.add, ...bad('add', 5)],
      }),
    );
    assert.equal(result.accepted, true);
    assert.deepEqual(
      result.functions.map(({ contract, accepted }) => [contract.name, accepted]),
      [
        ['total', true],
        ['add', true],
        ['numbers', true],
      ],
    );
    assert.deepEqual(asks, ['sample total', 'sample total/numbers', 'sample total/add']);
    const module = await moduleOfSolution(plan, result, parser);
    assert.match(module ?? '', /split[^]*reduce[^]*add\(numbers\(text\)\)/);
    assert.deepEqual(result.passed, { passed: 1, of: 1 });
  });

  it('asks for 8 samples, and doubles them up to 64 on failure', async () => {
    const counts: number[] = [];
    const { result } = await solve(
      taskOf('f(x: number) -> number: f', '1 -> 1'),
      (ask, _, count) => {
        if (ask.operator !== 'sample') return [];
        counts.push(count);
        return Array.from({ length: count }, (_, at) =>
          fence(`function f(x: number): number {\n  return ${100 * ask.ordinal + at + 2};\n}`),
        );
      },
      { divide: false },
    );
    assert.deepEqual(counts, [8, 8, 16, 32]);
    assert.equal(result.accepted, false);
    assert.equal(result.functions.length, 1);
  });

  it('solves components with examples of their own first, and alone', async () => {
    const task = taskOf(
      'twice(x: number) -> number: twice x',
      '2 -> 4',
      '  double(x: number) -> number: two times x',
      '  3 -> 6',
    );
    const { result, runs } = await solve(
      task,
      model({
        twice: () => [fence('function twice(x: number): number {\n  return double(x);\n}')],
        double: () => [
          fence('function double(x: number): number {\n  return x + 3;\n}'),
          fence('function double(x: number): number {\n  return 2 * x;\n}'),
        ],
      }),
    );
    assert.equal(result.accepted, true);
    const entries = runs
      .filter(({ purpose }) => purpose === 'search')
      .map(({ programs }) => programs[0]!.entry);
    assert.deepEqual(entries, ['double', 'twice']);
  });

  it('solves mutual recursion as one component', async () => {
    const task = taskOf(
      'even(n: number) -> boolean: is n even',
      '4 -> true',
      '3 -> false',
      '  odd(n: number) -> boolean: is n odd',
      '    even',
    );
    const { result } = await solve(
      task,
      model({
        even: () => [
          fence('function even(n: number): boolean {\n  return n === 0 || !even(n - 2);\n}'),
          fence('function even(n: number): boolean {\n  return n === 0 || odd(n - 1);\n}'),
        ],
        odd: () => [
          fence('function odd(n: number): boolean {\n  return true;\n}'),
          fence('function odd(n: number): boolean {\n  return n !== 0 && even(n - 1);\n}'),
        ],
      }),
    );
    assert.equal(result.accepted, true);
  });

  it('fills in a helper that the code calls and nobody defined', async () => {
    const task = taskOf('f(x: number) -> number: one more than twice x', '2 -> 5');
    const { result } = await solve(
      task,
      model({
        f: () => [fence('function f(x: number): number {\n  return twice(x, 2) + 1;\n}')],
        twice: () => [fence('function twice(value1, value2) {\n  return value1 * value2;\n}')],
      }),
      { mostSamples: 8 },
    );
    assert.equal(result.accepted, true);
    assert.deepEqual(result.plan?.functions.get('f')?.calls, ['twice']);
    assert.equal(result.plan.functions.get('twice')?.contract.parameters.length, 2);
  });

  it('divides a function further when nothing else helped', async () => {
    const task = taskOf('f(x: number) -> number: one more than twice x', '2 -> 5');
    const division = fence(
      `function f(x: number): number {\n  return twice(x) + 1;\n}\n\n${stubOf('twice(x: number): number', 'Twice x.')}`,
    );
    const { result, asks } = await solve(
      task,
      model(
        {
          f: () => [fence('function f(x: number): number {\n  return 0;\n}')],
          twice: () => [fence('function twice(x: number): number {\n  return 2 * x;\n}')],
        },
        { 'divide f': [division] },
      ),
      { mostSamples: 8 },
    );
    assert.equal(result.accepted, true);
    assert.ok(asks.includes('sample f/twice'));
  });

  it('goes back to another solution of an earlier component', async () => {
    const task = taskOf(
      'g(x: number) -> number: x squared, by power',
      '3 -> 9',
      '  power(x: number, n: number) -> number: x to the n',
      '  2, 2 -> 4',
    );
    const { result } = await solve(
      task,
      model({
        g: () => [fence('function g(x: number): number {\n  return power(x, 2);\n}')],
        power: () =>
          ['x + n', 'x * n', 'x ** n', '2 * n'].map((value) =>
            fence(`function power(x: number, n: number): number {\n  return ${value};\n}`),
          ),
      }),
      { mostSamples: 8, divide: false },
    );
    assert.equal(result.accepted, true);
    assert.match(result.functions[1]?.candidate.code ?? '', /x \*\* n/);
  });

  it('has tests written where a component has no example', async () => {
    const task = taskOf('f(x: number) -> number: twice x');
    const { result, asks } = await solve(
      task,
      model(
        {
          f: () =>
            ['x', '2 * x'].map((value) =>
              fence(`function f(x: number): number {\n  return ${value};\n}`),
            ),
        },
        {
          'write-tests f': [
            fence('assert.deepStrictEqual(f(2), 4);\nassert.deepStrictEqual(f(3), 6);'),
          ],
        },
      ),
    );
    assert.ok(asks.includes('write-tests f'));
    assert.match(result.functions[0]?.candidate.code ?? '', /2 \* x/);
    assert.equal(result.accepted, true);
    assert.equal(result.tests.length, 2);
  });

  it('does not accept what no test has met', async () => {
    const task = taskOf('f(x: number) -> number: twice x');
    const { result } = await solve(
      task,
      model({ f: () => [fence('function f(x: number): number {\n  return x;\n}')] }),
    );
    assert.equal(result.functions.length, 1);
    assert.equal(result.accepted, false);
  });

  it('gives the same requests for an unaffected function after an edit elsewhere', async () => {
    const answer = model({
      total: () => [good.total],
      numbers: () => [good.numbers],
      add: () => [good.add],
    });
    const before = await solve(plan, answer);
    const edited = taskOf(
      'total(text: string) -> number: adds up all that stands between commas',
      "'1,2' -> 3",
      "'5' -> 5",
      '  add(values: number[]) -> number: their sum',
      '  numbers(text: string) -> number[]: the numbers between commas',
    );
    const now = await solve(edited, answer);
    for (const name of ['numbers', 'add']) {
      const key = `sample total/${name}`;
      assert.equal(now.prompts.get(key), before.prompts.get(key));
    }
    assert.notEqual(now.prompts.get('sample total'), before.prompts.get('sample total'));
  });

  it('divides the target itself where the task brings no plan', async () => {
    const script = scripted();
    const { result, asks } = await play(parsel.solve(contextOf(task)), script, parser);
    assert.equal(result.accepted, true);
    assert.deepEqual(
      result.functions.map(({ contract }) => contract.name),
      ['total', 'add', 'numbers'],
    );
    assert.equal(asks[0], 'divide total');
    assert.ok(asks.includes('sample total/numbers'));
  });

  it('ends without functions where the model gives nothing', async () => {
    const { result } = await solve(plan, () => ({ reason: 'server-error', message: 'no' }));
    assert.deepEqual(result.functions, []);
    assert.equal(result.accepted, false);
  });
});
