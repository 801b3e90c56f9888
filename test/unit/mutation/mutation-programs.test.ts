import assert from 'node:assert/strict';
import { mutationPrograms } from '../../../src/core/mutation/mutation-programs.ts';
import { SeededRandom } from '../../../src/core/random.ts';
import { sourceParser, type ThreadParser } from '../../support/parser.ts';

const bases = [
  { id: 'a', source: 'def f(x):\n    return x\n', entry: 'f' },
  {
    id: 'b',
    source: 'def f(x):\n    if x > 3:\n        return x + 1\n    return x * 2\n',
    entry: 'f',
  },
];

describe('mutation programs', () => {
  let parser: ThreadParser;
  before(() => {
    parser = sourceParser();
  });
  after(() => parser.dispose());
  const make = (mutants: number) =>
    mutationPrograms(parser, 'python', bases, { mutants, random: new SeededRandom(1) });

  it('are one stub and mutants of every base, what one lacks left to the next', async () => {
    const programs = await make(6);
    assert.deepEqual(
      programs.map(({ id, kind }) => [id, kind]),
      [['stub', 'stub'], ...[1, 2, 3, 4, 5, 6].map((n) => [`mutant-${n}`, 'mutant'])],
    );
    assert.equal(programs[0]?.source, 'def f(x):\n    pass\n');
    assert.equal(programs[1]?.source, 'def f(x):\n    return None\n');
    assert.equal(programs[1].change, 'Line 2: `x` became `None`.');
  });

  it('are the same for the same seed, and none without a base', async () => {
    assert.deepEqual(await make(4), await make(4));
    const none = await mutationPrograms(parser, 'python', [], {
      mutants: 4,
      random: new SeededRandom(1),
    });
    assert.deepEqual(none, []);
  });
});
