import assert from 'node:assert/strict';
import {
  mutantsOf,
  stubOfProgram,
  type MutationTarget,
} from '../../../src/core/mutation/mutants.ts';
import { SeededRandom } from '../../../src/core/random.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser, type ThreadParser } from '../../support/parser.ts';

const python = `import math

LIMIT = 10


def helper(x):
    return x < 3


def grade(score, passing=50):
    """Grade a score: 1 < 2."""
    total = 0
    total += score
    if total >= passing and not helper(total):
        return "pass"
    return total - 1
`;

const typescript = `const limit: number = 10;

export function grade(score: number, passing = 50): string | number {
  let total = 0;
  total += score;
  if (total >= passing && total !== limit) return 'pass';
  return total > 3 ? total - 1 : 7;
}

export const double = (x: number): number => x * 2;

class Box {
  constructor(private readonly items: number[]) {}
  size(): number {
    return this.items.length + 0;
  }
}
`;

const target = (language: LanguageId, source: string, entry: string): MutationTarget => ({
  language,
  source,
  entry,
});

describe('mutants', () => {
  let parser: ThreadParser;
  before(() => {
    parser = sourceParser();
  });
  after(() => parser.dispose());

  const all = (what: MutationTarget) => mutantsOf(parser, what, 1000, new SeededRandom(1));
  const changes = async (what: MutationTarget) =>
    new Set((await all(what)).map(({ before, after }) => `${before} -> ${after}`));

  it('change Python inside the function only', async () => {
    const found = await changes(target('python', python, 'grade'));
    for (const change of [
      '>= -> >',
      '>= -> <=',
      'and -> or',
      '+= -> -=',
      '- -> +',
      '0 -> 1',
      '1 -> 2',
      '1 -> 0',
      'total >= passing and not helper(total) -> not (total >= passing and not helper(total))',
      'total - 1 -> None',
      'total += score -> pass',
    ]) {
      assert.ok(found.has(change), change);
    }
    assert.ok(!found.has('< -> <='), 'the helper and the docstring stay as they are');
    assert.ok(!found.has('10 -> 11'), 'so do constants of the module');
    assert.ok(!found.has('50 -> 51'), 'and defaults of the signature');
  });

  it('change TypeScript inside the function only', async () => {
    const found = await changes(target('typescript', typescript, 'grade'));
    for (const change of [
      '>= -> >',
      '!== -> ===',
      '&& -> ||',
      '+= -> -=',
      '> -> >=',
      'total > 3 -> (!(total > 3))',
      "'pass' -> undefined",
      'total += score; -> ;',
      '7 -> 8',
    ]) {
      assert.ok(found.has(change), change);
    }
    assert.ok(!found.has('10 -> 11'));
    assert.ok(!found.has('* -> +'));
  });

  it('reach methods and arrow functions', async () => {
    assert.ok((await changes(target('typescript', typescript, 'Box.size'))).has('+ -> -'));
    assert.ok((await changes(target('typescript', typescript, 'double'))).has('* -> +'));
  });

  it('parse, differ from the source and from each other', async () => {
    for (const what of [
      target('python', python, 'grade'),
      target('typescript', typescript, 'grade'),
    ]) {
      const found = await all(what);
      for (const mutant of found) {
        const { isSound } = await parser.tree(what.language, mutant.source);
        assert.ok(isSound, `${mutant.before} -> ${mutant.after}`);
        assert.notEqual(mutant.source, what.source);
      }
      assert.equal(new Set(found.map(({ source }) => source)).size, found.length);
    }
  });

  it('take turns between operators and are the same for the same seed', async () => {
    const what = target('python', python, 'grade');
    const first = await mutantsOf(parser, what, 6, new SeededRandom(4));
    assert.equal(new Set(first.map(({ operator }) => operator)).size, 6);
    assert.deepEqual(await mutantsOf(parser, what, 6, new SeededRandom(4)), first);
  });

  it('are none where the function is not found or has nothing to change', async () => {
    assert.deepEqual(await all(target('python', python, 'missing')), []);
    assert.deepEqual(await all(target('python', 'def f(x):\n    pass\n', 'f')), []);
  });

  it('empty a body without touching the signature', async () => {
    const stub = await stubOfProgram(parser, target('python', python, 'helper'));
    assert.ok(stub?.source.includes('def helper(x):\n    pass\n'));
    const method = await stubOfProgram(parser, target('typescript', typescript, 'Box.size'));
    assert.ok(method?.source.includes('size(): number {}'));
    const arrow = await stubOfProgram(parser, target('typescript', typescript, 'double'));
    assert.ok(arrow?.source.includes('(x: number): number => undefined;'));
    assert.equal(await stubOfProgram(parser, target('python', python, 'missing')), undefined);
  });
});
