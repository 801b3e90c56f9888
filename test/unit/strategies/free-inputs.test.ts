import assert from 'node:assert/strict';
import { InputSource } from '../../../src/core/inputs/input-source.ts';
import { languageOf } from '../../../src/core/languages/languages.ts';
import type { Program } from '../../../src/core/ports.ts';
import { SeededRandom } from '../../../src/core/random.ts';
import { splitting } from '../../../src/core/strategies/free-inputs.ts';
import { sourceParser } from '../../support/parser.ts';
import { play, runScript } from './kit.ts';

describe('telling programs apart without a model', () => {
  const parser = sourceParser();
  after(() => parser.dispose());
  const source = () =>
    new InputSource(
      {
        language: languageOf('javascript'),
        contract: { parameters: [{ name: 'xs', kind: 'positional' }], description: '' },
        callee: 'f',
        shapes: [{ kind: 'list', of: { kind: 'number' } }],
        calls: ['f([1, 2])', 'f([3, 1, 2])'],
      },
      new SeededRandom(1),
    );
  const program = (id: string, body: string): Program => ({
    id,
    source: `function f(xs) { ${body} }`,
    entry: 'f',
  });
  const tell = async (...programs: readonly Program[]) => {
    const { result, runs } = await play(
      splitting('f', 'javascript', source(), programs),
      { answer: () => [], run: runScript },
      parser,
    );
    return { ...result, runs };
  };

  it('finds the smallest input on which they differ, and who gives what', async () => {
    const { split } = await tell(
      program('first', 'return xs.length > 1;'),
      program('last', 'return xs.length > 2;'),
      program('other', 'return xs.length >= 2;'),
    );
    assert.equal(split?.call, 'f([0, 0])');
    assert.deepEqual(split.groups, [['first', 'other'], ['last']]);
    assert.equal(split.isFault, false);
  });

  it('says where one only trips over itself', async () => {
    const { split } = await tell(
      program('careful', 'return xs.length === 0 ? null : xs[0].toFixed(0);'),
      program('careless', 'return xs[0].toFixed(0);'),
    );
    assert.equal(split?.call, 'f([])');
    assert.equal(split.isFault, true);
  });

  it('gives up after so many inputs, and takes rounding for no difference', async () => {
    const { split, calls, runs } = await tell(
      program('one', 'return xs.reduce((a, b) => a + b, 0) / 3;'),
      program('two', 'return xs.reduce((a, b) => a + b / 3, 0);'),
    );
    assert.equal(split, undefined);
    assert.equal(calls.length, 192);
    assert.equal(runs.length, 3);
  });

  it('takes no input on which nobody gives a value', async () => {
    const { split } = await tell(
      program('one', 'throw new RangeError();'),
      program('two', 'throw new SyntaxError();'),
    );
    assert.equal(split, undefined);
  });
});
