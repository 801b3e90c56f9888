import assert from 'node:assert/strict';
import { drawOf, matrixOf } from '../../../bench/selection/draws.ts';
import { adaptive, oracle, replay, type Replay } from '../../../bench/selection/evaluate.ts';
import { difference, estimate } from '../../../bench/selection/interval.ts';
import type { TaskOutcomes } from '../../../bench/selection/outcomes.ts';
import { cascade } from '../../../src/core/selectors/cascade.ts';

/** Six samples: four of one program, two of another; two test samples. */
const task: TaskOutcomes = {
  task: 'T/1',
  candidates: [
    { id: 'c0', size: 9, stub: false },
    { id: 'c1', size: 5, stub: false },
  ],
  ofSample: [0, 0, 1, 0, 1, 0],
  rows: [
    {
      candidate: 'c0',
      multiplicity: 1,
      gate: true,
      size: 9,
      outcomes: ['=1', '=2'],
      passes: [true, false],
    },
    {
      candidate: 'c1',
      multiplicity: 1,
      gate: false,
      size: 5,
      outcomes: ['=3', '=4'],
      passes: [true, true],
    },
  ],
  examples: 1,
  calls: ['f(1)', 'f(2)'],
  samples: [
    [
      { test: 0, calls: [0] },
      { test: 1, calls: [1] },
    ],
    [{ test: 0, calls: [0] }],
  ],
  earned: [1],
  evaluations: 8,
};
const all: Replay = {
  outcomes: [task],
  verdict: (_, candidate) => candidate === 'c0',
  draws: 30,
  seed: 1,
};
const draw = drawOf(task, 1, 0);

describe('the selection benchmark', () => {
  it('draws orders of all samples, the same for the same seed', () => {
    assert.deepEqual([...draw.solutions].sort(), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(drawOf(task, 1, 0).solutions, draw.solutions);
    const orders = new Set(
      Array.from({ length: 30 }, (_, index) => drawOf(task, 1, index).solutions.join()),
    );
    assert.ok(orders.size > 10);
  });

  it('shows distinct programs and tests with their multiplicity', () => {
    const seen = matrixOf(task, draw, { n: 6, m: 2, gate: false });
    assert.deepEqual(
      new Map(seen.rows.map(({ candidate, multiplicity }) => [candidate, multiplicity])),
      new Map([
        ['c0', 4],
        ['c1', 2],
      ]),
    );
    assert.deepEqual([...seen.testWeights].sort(), [1, 2]);
    assert.deepEqual([...(seen.calls ?? [])].sort(), ['f(1)', 'f(2)']);
    assert.equal(seen.gated, false);
    assert.ok(seen.rows.every(({ gate }) => gate));
  });

  it('takes the gate only when asked, and only earned votes when asked', () => {
    const gated = matrixOf(task, draw, { n: 6, m: 2, gate: true });
    assert.equal(gated.rows.filter(({ gate }) => gate).length, 1);
    const earned = matrixOf(task, draw, { n: 6, m: 2, gate: true, earned: true });
    assert.deepEqual(earned.testWeights, [1]);
    assert.equal(earned.calls?.length, 2, 'inputs stay');
  });

  it('scores choices by the verdict alone', () => {
    const view = { n: 6, m: 2, gate: true };
    assert.ok(
      replay(all, cascade, view)
        .flat()
        .every((score) => score === 1),
    );
    assert.ok(
      oracle(all, 6)
        .flat()
        .every((score) => score === 1),
    );
    assert.ok(oracle(all, 1).flat().includes(0));
  });

  it('stops at the limit at the latest', () => {
    const { samples } = adaptive(all, cascade, { m: 2, gate: true, limit: 6, waves: [2, 4, 6, 8] });
    assert.ok(samples.flat().every((n) => n <= 6));
  });

  it('pairs differences', () => {
    const scores = [
      [1, 0],
      [0, 0],
      [1, 1],
    ];
    assert.deepEqual(difference(scores, scores), { mean: 0, low: 0, high: 0 });
    const { mean, low, high } = estimate(scores);
    assert.equal(mean, 0.5);
    assert.ok(low < mean && mean < high);
  });
});
