import assert from 'node:assert/strict';
import { calibrationError, called, calledRight } from '../../../bench/selection/calibration.ts';
import { pooled } from '../../../bench/selection/pooled.ts';

const claim = (confidence: number, right: boolean, proven = true) => ({
  confidence,
  proven,
  right,
});

describe('the calibration of a selector', () => {
  it('is the mean distance of what was said from what came', () => {
    const sure = Array.from({ length: 10 }, () => claim(0.9, true));
    const unsure = Array.from({ length: 10 }, (_, index) => claim(0.5, index < 5));
    assert.ok(Math.abs(calibrationError([...sure, ...unsure], 2) - 0.05) < 1e-9);
    assert.equal(calibrationError([]), 0);
  });

  it('counts what is called, and how much of it is right', () => {
    const claims = [
      claim(0.95, true),
      claim(0.92, false),
      claim(0.99, true, false),
      claim(0.2, false, false),
    ];
    assert.deepEqual(called(claims), { share: 0.5, right: 0.5 });
    assert.deepEqual(called([]), { share: 0, right: 0 });
  });

  it('gives what is called an interval over tasks', () => {
    const sure = [claim(0.9, true), claim(0.9, true), claim(0.5, false, false)];
    const alike = calledRight(
      new Map([
        ['a', sure],
        ['b', sure],
      ]),
    );
    assert.deepEqual(alike, { mean: 1, low: 1, high: 1 });
    const mixed = calledRight(
      new Map([
        ['a', sure],
        ['b', [claim(0.9, false)]],
      ]),
    );
    assert.equal(mixed.mean, 2 / 3);
    assert.deepEqual([mixed.low, mixed.high], [0, 1]);
  });
});

describe('pooling regimes', () => {
  it('weighs regimes alike, whatever their number of tasks', () => {
    const { mean, low, high } = pooled([
      { tasks: ['a', 'b', 'c', 'd'], scores: [[1], [1], [1], [1]] },
      { tasks: ['a', 'x'], scores: [[0], [0]] },
    ]);
    assert.equal(mean, 0.5);
    assert.ok(low <= mean && mean <= high);
  });

  it('is sure of what is the same in every task and draw', () => {
    const same = {
      tasks: ['a', 'b'],
      scores: [
        [0.25, 0.25],
        [0.25, 0.25],
      ],
    };
    const { mean, low, high } = pooled([same, same]);
    assert.deepEqual([mean, low, high], [0.25, 0.25, 0.25]);
  });
});
