import assert from 'node:assert/strict';
import { criticalPath, spansIn } from '../../../bench/latency/critical-path.ts';

const at = (ms: number) => new Date(ms).toISOString();
const journal = [
  { type: 'started', at: at(1000) },
  { type: 'action', id: 'divide', at: at(1500), ask: {} },
  { type: 'result', id: 'divide', at: at(2500) },
  { type: 'action', id: 'sample', at: at(2510), ask: {} },
  { type: 'action', id: 'tests', at: at(2510), ask: {} },
  { type: 'result', id: 'sample', at: at(3000) },
  { type: 'result', id: 'tests', at: at(3500) },
  { type: 'action', id: 'candidates', at: at(3700), run: {} },
  { type: 'result', id: 'candidates', at: at(4000) },
  { type: 'action', id: 'given up', at: at(3900), ask: {} },
  { type: 'ended', at: at(4050) },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('');

describe('the critical path of a run', () => {
  it('has what the next thing waited for, and the gaps by name', () => {
    const path = criticalPath(spansIn(journal), { began: 1000, ended: 4050 });
    assert.deepEqual(
      path.map(({ what, ms }) => `${ms} ${what}`),
      [
        '500 start → divide',
        '1000 ask divide',
        '10 divide → tests',
        '990 ask tests',
        '200 tests → candidates',
        '300 run candidates',
        '50 candidates → the end',
      ],
    );
    assert.equal(
      path.reduce((sum, { ms }) => sum + ms, 0),
      3050,
    );
  });

  it('is one gap where nothing was done', () => {
    assert.deepEqual(criticalPath([], { began: 5, ended: 9 }), [
      { what: 'start → the end', ms: 4, isGap: true },
    ]);
  });
});
