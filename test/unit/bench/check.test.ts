import assert from 'node:assert/strict';
import { compare } from '../../../bench/check/counts.ts';

describe('counts that are held to a baseline', () => {
  const baseline = { bytes: 1000, steps: 5, nothing: 0 };

  it('may grow by a tenth and no more', () => {
    assert.deepEqual(compare({ ...baseline, bytes: 1100 }, baseline), { problems: [], better: [] });
    const { problems } = compare({ bytes: 1101, steps: 6, nothing: 1 }, baseline);
    assert.deepEqual(problems, [
      'bytes: 1101, was 1000, 10.1 %',
      'steps: 6, was 5, 20.0 %',
      'nothing: 1, was 0',
    ]);
  });

  it('may shrink, which is told where it is worth holding on to', () => {
    assert.deepEqual(compare({ ...baseline, bytes: 900, steps: 4 }, baseline), {
      problems: [],
      better: ['steps: 4, was 5, -20.0 %'],
    });
  });

  it('are all counted, and no others', () => {
    const { problems } = compare({ bytes: 1000, steps: 5, more: 1 }, baseline);
    assert.deepEqual(problems, ['more: 1, which the baseline lacks', 'nothing: no longer counted']);
  });
});
