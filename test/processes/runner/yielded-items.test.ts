import assert from 'node:assert/strict';
import { yieldsItems, type Contract } from '../../../src/core/contract.ts';
import type { Expectation, Test } from '../../../src/core/check.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { runnerAssets } from './runner-assets.ts';

const expecting = (call: string, expectation: Expectation): Test => ({
  id: `${call} ${JSON.stringify(expectation)}`,
  call,
  source: 'docstring',
  expectation,
});
const equals = (call: string, expected: string): Test =>
  expecting(call, { kind: 'equals', expected });

describe('what a function yields', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
  });

  after(() => runner.dispose());

  async function passed(
    language: LanguageId,
    source: string,
    tests: readonly Test[],
    yields = true,
  ): Promise<readonly (boolean | undefined)[]> {
    const program = { id: 'p', source, entry: 'up', yields };
    const reply = await runner.run(
      { language, programs: [program], checks: tests },
      { signal: new AbortController().signal },
    );
    assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
    return (reply.value.results[0] ?? []).map((result) => result.passed);
  }

  const tests = [
    equals('up(2)', '[0, 1]'),
    equals('up(0)', '[]'),
    equals('up(2)', '[1, 0]'),
    equals('up(2)', '[0]'),
    equals('up(2)', '[0, 1, 2]'),
  ];
  const sources: readonly (readonly [LanguageId, string, string])[] = [
    ['python', 'a generator', 'def up(n):\n    yield from range(n)'],
    ['python', 'an iterator', 'def up(n): return map(int, range(n))'],
    ['python', 'an asynchronous generator', 'async def up(n):\n    for k in range(n): yield k'],
    ['python', 'a list', 'def up(n): return list(range(n))'],
    ['javascript', 'a generator', 'function* up(n) { for (let k = 0; k < n; k++) yield k; }'],
    ['javascript', 'an iterator', 'function up(n) { return Array(n).keys(); }'],
    [
      'javascript',
      'an asynchronous generator',
      'async function* up(n) { for (let k = 0; k < n; k++) yield k; }',
    ],
  ];
  for (const [language, what, source] of sources) {
    it(`is a list to an expectation: ${what} of ${language}`, async () => {
      assert.deepEqual(await passed(language, source, tests), [true, true, false, false, false]);
    });
  }

  it('is no list where the declaration says nothing of it', async () => {
    const [, , generator] = sources[0]!;
    assert.deepEqual(await passed('python', generator, tests.slice(0, 1), false), [false]);
    const [, , script] = sources[4]!;
    assert.deepEqual(await passed('javascript', script, tests.slice(0, 1), false), [false]);
  });

  it('ends in the exception that it ends in', async () => {
    const throws = (exception?: string) =>
      expecting('up(1)', { kind: 'throws', ...(exception === undefined ? {} : { exception }) });
    const all = [throws('ValueError'), throws(), throws('KeyError'), equals('up(1)', '[0]')];
    const source = 'def up(n):\n    yield 0\n    raise ValueError("end")';
    assert.deepEqual(await passed('python', source, all), [true, true, false, false]);
    assert.deepEqual(await passed('python', 'def up(n):\n    yield 0', all), [
      ...[false, false, false, true],
    ]);
    const script = 'function* up(n) { yield 0; throw new RangeError("end"); }';
    assert.deepEqual(await passed('javascript', script, [throws('RangeError'), throws('Error2')]), [
      ...[true, false],
    ]);
  });

  it('is a list in an assertion too', async () => {
    const holds = (assertion: string) => expecting(assertion, { kind: 'holds', assertion });
    const source = 'def up(n):\n    yield from range(n)';
    const properties = [
      holds('xs = up(2)\nassert xs == [0, 1]\nassert list(xs) == [0, 1]'),
      holds('assert up(2) == [0, 1] or up(2) == [1, 0]'),
      holds('assert up(3) != [0]'),
      holds('assert up(2) == [0, 2]'),
      holds('assert up(10 ** 12) == [0]'),
      holds('assert up(2) == (0, 1)'),
    ];
    assert.deepEqual(await passed('python', source, properties), [
      ...[true, true, true, false, false, false],
    ]);
    const script = 'function* up(n) { for (let k = 0; k < n; k++) yield k; }';
    const statements = [
      holds('const xs = up(2); assert.deepStrictEqual(xs, [0, 1]); assert.deepEqual(xs, [0, 1])'),
      holds('assert.notDeepStrictEqual(up(3), [0])'),
      holds('assert.deepStrictEqual(up(1e12), [0])'),
    ];
    assert.deepEqual(await passed('javascript', script, statements), [true, true, false]);
    assert.deepEqual(await passed('javascript', script, statements.slice(0, 1), false), [false]);
  });
});

describe('whether a function yields', () => {
  const says = (more: Partial<Contract>): boolean =>
    yieldsItems({ name: 'f', parameters: [], description: '', examples: [], ...more });

  it('is read from its declaration', () => {
    assert.ok(says({ generator: true }));
    for (const returns of [
      'Iterator[int]',
      'typing.Iterable[str]',
      'collections.abc.AsyncIterator[int]',
      'Generator[int, None, None]',
      'IterableIterator<number>',
      'AsyncGenerator<string>',
      'Generator<number, void, unknown>',
    ]) {
      assert.ok(says({ returns }), returns);
    }
    for (const returns of ['list[int]', 'number[]', 'IteratorResult<number>', 'None']) {
      assert.ok(!says({ returns, description: 'Yields numbers.' }), returns);
    }
  });

  it('is read from its description where it has no return type', () => {
    assert.ok(says({ description: 'Yields 0 … n-1.' }));
    assert.ok(says({ description: 'Returns an iterator over the words.' }));
    assert.ok(!says({ description: 'Takes an iterator and returns the list of its items.' }));
    assert.ok(!says({ description: 'The numbers below n.' }));
  });
});
