import assert from 'node:assert/strict';
import { SeededRandom } from '../../../src/core/random.ts';
import type { Duel } from '../../../src/core/selectors/selector.ts';
import { sstar } from '../../../src/core/selectors/sstar.ts';
import { matrix, row } from './generators.ts';

const rows = [
  row('a', { multiplicity: 5, outcomes: ['=1'] }),
  row('b', { multiplicity: 2, outcomes: ['=2'] }),
  row('b2', { outcomes: ['=2'] }),
  row('c', { outcomes: ['=3'] }),
];
const duel = (first: string, second: string, verdict: Duel['verdict']): Duel => ({
  first,
  second,
  verdict,
});
const rank = (duels: readonly Duel[]) => sstar.rank(matrix(rows, { duels }), new SeededRandom(1));

describe('pairwise wins', () => {
  it('asks for inputs while clusters have not met, the largest first', () => {
    const ranking = rank([]);
    assert.equal(ranking.decision, 'probe-more');
    assert.equal(ranking.order[0]?.candidate, 'a');
  });

  it('counts a duel for the clusters of the two, and most wins is best', () => {
    const ranking = rank([
      duel('a', 'b', 'second'),
      duel('b2', 'a', 'first'),
      duel('a', 'c', 'first'),
      duel('b', 'c', 'first'),
    ]);
    assert.equal(ranking.decision, 'accept');
    assert.ok(['b', 'b2'].includes(ranking.order[0]?.candidate ?? ''));
  });

  it('takes a verdict that turns with the order for half a win each', () => {
    const turning = [duel('a', 'b', 'first'), duel('b', 'a', 'first')];
    const settled = [...turning, duel('a', 'c', 'tie'), duel('b', 'c', 'tie')];
    const ranking = rank(settled);
    const wins = (candidate: string) =>
      ranking.order.find((one) => one.candidate === candidate)?.evidence[0]?.note;
    assert.match(wins('a') ?? '', /^Wins 1 of/);
    assert.match(wins('b') ?? '', /^Wins 1 of/);
    assert.equal(ranking.order[0]?.candidate, 'a', 'the larger cluster decides');
  });

  it('ignores duels inside a cluster and of candidates that are gone', () => {
    const ranking = rank([duel('b', 'b2', 'first'), duel('a', 'gone', 'second')]);
    assert.equal(ranking.order[0]?.candidate, 'a');
    assert.equal(ranking.decision, 'probe-more');
  });
});
