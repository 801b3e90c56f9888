import assert from 'node:assert/strict';
import { dealt, type TrackRecord } from '../../../src/core/strategies/pool.ts';
import { SeededRandom } from '../../../src/core/random.ts';

describe('the samples of a pool of models', () => {
  const pool = ['a', 'b', 'c'];
  const nothing: ReadonlyMap<string, TrackRecord> = new Map();
  const total = (shares: readonly { samples: number }[]) =>
    shares.reduce((sum, { samples }) => sum + samples, 0);

  it('are dealt in turn while nothing is known', () => {
    assert.deepEqual(dealt(pool, nothing, 4, new SeededRandom(1)), [
      { model: 'a', samples: 2 },
      { model: 'b', samples: 1 },
      { model: 'c', samples: 1 },
    ]);
    assert.deepEqual(dealt(pool, nothing, 2, new SeededRandom(1)), [
      { model: 'a', samples: 1 },
      { model: 'b', samples: 1 },
    ]);
  });

  it('go to the model whose candidates survive, but not all of them', () => {
    const records = new Map([
      ['a', { survived: 0, failed: 4 }],
      ['b', { survived: 4, failed: 0 }],
      ['c', { survived: 1, failed: 1 }],
    ]);
    const counts = new Map(pool.map((model) => [model, 0]));
    for (let seed = 0; seed < 200; seed += 1) {
      const shares = dealt(pool, records, 3, new SeededRandom(seed));
      assert.equal(total(shares), 3);
      for (const { model, samples } of shares) {
        counts.set(model, (counts.get(model) ?? 0) + samples);
      }
    }
    const [a = 0, b = 0, c = 0] = pool.map((model) => counts.get(model));
    assert.ok(b > 350 && c > 30 && c < b && a < c && a > 0, JSON.stringify([a, b, c]));
  });

  it('depend on seed and records alone', () => {
    const records = new Map([['a', { survived: 2, failed: 1 }]]);
    const once = dealt(pool, records, 9, new SeededRandom(7));
    assert.deepEqual(dealt(pool, new Map(records), 9, new SeededRandom(7)), once);
  });

  it('are of a model that is new as often as of one that did neither well nor badly', () => {
    const records = new Map([['a', { survived: 10, failed: 10 }]]);
    let fresh = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const [first] = dealt(['a', 'b'], records, 1, new SeededRandom(seed));
      if (first?.model === 'b') fresh += 1;
    }
    assert.ok(fresh > 110 && fresh < 190, String(fresh));
  });
});
