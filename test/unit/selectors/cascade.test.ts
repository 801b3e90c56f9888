import assert from 'node:assert/strict';
import { SeededRandom } from '../../../src/core/random.ts';
import { cascade } from '../../../src/core/selectors/cascade.ts';
import type { OutcomeMatrix } from '../../../src/core/selectors/selector.ts';
import { matrix, row } from './generators.ts';

const rank = (seen: OutcomeMatrix) => cascade.rank(seen, new SeededRandom(5));
const names = (seen: OutcomeMatrix) => rank(seen).order.map(({ candidate }) => candidate);
const evidenceOf = (seen: OutcomeMatrix, candidate: string) =>
  rank(seen).order.find((one) => one.candidate === candidate)?.evidence ?? [];

const answers = (...values: string[]) => values.map((value) => (value === '' ? null : value));

describe('the cascade', () => {
  it('puts trusted tests before any agreement', () => {
    const seen = matrix(
      [
        row('popular', { multiplicity: 9, gate: false, outcomes: answers('=1', '=2') }),
        row('proven', { outcomes: answers('=3', '=4') }),
      ],
      { gated: true },
    );
    assert.deepEqual(names(seen), ['proven', 'popular']);
    const [first] = evidenceOf(seen, 'popular');
    assert.equal(first?.source, 'trusted-examples');
    assert.equal(first.weight, 1);
  });

  it('lets gate failures vote', () => {
    // Both pass the gate; the candidates that fail it agree with `b` on the other inputs.
    const seen = matrix(
      [
        row('a', { outcomes: answers('=1', '=1', '=0') }),
        row('b', { outcomes: answers('=2', '=2', '=0') }),
        row('c', { multiplicity: 4, gate: false, outcomes: answers('=2', '=2', '=9') }),
      ],
      { gated: true },
    );
    assert.equal(names(seen)[0], 'b');
  });

  it('prefers the most trusted tests where nobody passes all', () => {
    const seen = matrix(
      [
        row('none', { multiplicity: 5, gate: false, trusted: 0, outcomes: answers('=1') }),
        row('most', { gate: false, trusted: 0.75, outcomes: answers('=2') }),
      ],
      { gated: true },
    );
    assert.equal(names(seen)[0], 'most');
    assert.equal(rank(seen).decision, 'decompose');
  });

  it('hears no stub, however often it was sampled', () => {
    const nothing = answers('=None', '=None');
    const seen = matrix([
      row('stub', { multiplicity: 50, stub: true, outcomes: nothing }),
      row('quiet', { outcomes: nothing }),
      row('code', { multiplicity: 2, outcomes: answers('=1', '=2') }),
    ]);
    assert.deepEqual(names(seen), ['code', 'quiet', 'stub']);
    assert.match(evidenceOf(seen, 'stub')[0]?.note ?? '', /no implementation/);
  });

  it('takes a constant for a stub only where the tests ask for more than one answer', () => {
    const always = answers('=True', '=True', '=True', '=True', '=True');
    const varying = answers('=True', '=False', '=True', '=False', '=True');
    const rows = [
      row('constant', { multiplicity: 6, outcomes: always, passes: [true, false] }),
      row('varying', { multiplicity: 2, outcomes: varying, passes: [true, true] }),
    ];
    assert.equal(names(matrix(rows))[0], 'varying');
    const satisfied = rows.map((one) => ({ ...one, passes: [true] }));
    assert.equal(names(matrix(satisfied))[0], 'constant');
  });

  it('does not count faults as agreement', () => {
    const seen = matrix([
      row('broken', { multiplicity: 3, outcomes: answers('!NameError', '!NameError') }),
      row('works', { multiplicity: 2, outcomes: answers('=1', '=2') }),
    ]);
    assert.equal(names(seen)[0], 'works');
    const refusing = matrix([
      row('raises', { multiplicity: 3, outcomes: answers('!ValueError', '!ValueError') }),
      row('works', { multiplicity: 2, outcomes: answers('=1', '=2') }),
    ]);
    assert.equal(names(refusing)[0], 'raises');
  });

  it('takes the source sampled most often, never the shortest for being short', () => {
    const outcomes = answers('=1');
    const often = matrix([
      row('short', { outcomes, size: 5 }),
      row('often', { outcomes, size: 50, multiplicity: 2 }),
    ]);
    assert.equal(names(often)[0], 'often');
    const chosen = (size: number) =>
      names(matrix([row('one', { outcomes, size }), row('other', { outcomes, size: 20 })]))[0];
    assert.equal(chosen(5), chosen(50));
  });

  it('never drops a candidate on one generated label', () => {
    const seen = matrix([
      row('a', { multiplicity: 8, outcomes: answers('=1', '=2', '=3'), passes: [false] }),
      row('b', { outcomes: answers('=9', '=9', '=8'), passes: [true] }),
    ]);
    assert.equal(names(seen).length, 2);
    assert.ok(names(seen).includes('a'));
  });

  it('asks for an input while rivals are close, then the user', () => {
    const rows = [
      row('a', { multiplicity: 3, outcomes: answers('=1', '=1') }),
      row('b', { multiplicity: 3, outcomes: answers('=1', '=2') }),
    ];
    assert.equal(rank(matrix(rows)).decision, 'probe-more');
    assert.equal(rank(matrix(rows, { distinguished: 1 })).decision, 'ask-user');
    const clear = rank(matrix([row('a', { multiplicity: 6, outcomes: answers('=1', '=1') })]));
    assert.equal(clear.decision, 'accept');
    assert.equal(clear.stability, 1);
  });

  it('is surer of a winner that more candidates agree with', () => {
    const of = (agreeing: number) =>
      rank(
        matrix([
          row('a', { multiplicity: agreeing, outcomes: answers('=1', '=2') }),
          row('b', { outcomes: answers('=3', '=4') }),
        ]),
      );
    assert.ok(of(2).confidence < of(5).confidence);
    assert.ok((of(2).stability ?? 0) < (of(5).stability ?? 0));
  });

  it('gives up where nothing ran', () => {
    const { decision, confidence } = rank(matrix([row('a', { outcomes: answers('', '') })]));
    assert.equal(decision, 'give-up');
    assert.equal(confidence, 0);
  });

  it('says of each loser where it differs from the first', () => {
    const seen = matrix(
      [
        row('a', { multiplicity: 3, outcomes: answers('=1', '=2') }),
        row('b', { outcomes: answers('=1', '=9') }),
      ],
      { calls: ['f(0)', 'f(-1)'] },
    );
    const notes = evidenceOf(seen, 'b').map(({ note }) => note);
    assert.ok(notes.includes('Differs from the first on 1 of 2 inputs, such as f(-1).'));
  });
});
