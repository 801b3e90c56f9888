import assert from 'node:assert/strict';
import type { AssertVerdict, Worker } from '../../../../src/node/runner/harness.ts';
import { limits, startWorker } from './guest-fixture.ts';

describe('assertions about a JavaScript program', () => {
  let worker: Worker;

  before(async () => {
    worker = await startWorker();
  });

  after(() => worker.dispose());

  async function verdict(
    source: string,
    assertion: string,
    callMs = 10_000,
  ): Promise<AssertVerdict> {
    const [only] = await worker.assert(
      {
        program: { source, entry: 'f' },
        assertions: [assertion],
        yields: false,
        limits: { ...limits, callMs },
      },
      new AbortController().signal,
    );
    if (only === undefined) throw new Error('no verdict');
    return only;
  }

  it('hold and fail by what the function returns', async () => {
    const twice = 'const f = (x) => x * 2;';
    const holds = await verdict(twice, 'for (let i = 0; i < 9; i++) assert.equal(f(i), i + i);');
    assert.deepEqual([holds.passed, holds.forgeable], [true, false]);
    const fails = await verdict(twice, 'assert.strictEqual(f(2), 5)');
    assert.deepEqual([fails.passed, fails.forgeable], [false, false]);
    assert.equal(fails.outcome.kind === 'exception' ? fails.outcome.type : '', 'AssertionError');
  });

  it('see exceptions, promises, containers and what became of arguments', async () => {
    const source = `function f(x) {
      if (x === 0) throw new RangeError('zero');
      if (Array.isArray(x)) return x.sort() && new Map([[x.length, new Set(x)]]);
      return Promise.resolve(x);
    }`;
    const assertion = `
      assert.throws(() => f(0), RangeError);
      const items = ['b', 'a'];
      assert.deepStrictEqual(f(items), new Map([[2, new Set(['a', 'b'])]]));
      assert.deepStrictEqual(items, ['a', 'b']);
      assert.equal(await f(3), 3);
      await f(4).then((x) => assert.equal(x, 4));
    `;
    const { passed, forgeable, outcome } = await verdict(source, assertion);
    assert.deepEqual([passed, forgeable], [true, false], JSON.stringify(outcome));
  });

  it('are forgeable where anything but the function decides', async () => {
    const source = 'const limit = 3; const f = (g) => g(limit); class K { v() { return 1; } }';
    for (const [assertion, marked] of [
      ['assert.equal(f((x) => x + 1), 4)', false],
      ['assert.equal(limit, 3)', true],
      ['assert.equal(new K().v(), 1)', true],
    ] as const) {
      const { passed, forgeable } = await verdict(source, assertion);
      assert.deepEqual([passed, forgeable], [true, marked]);
    }
  });

  it('cannot be fooled by a result that equals everything', async () => {
    const source =
      'const f = () => ({ valueOf: () => 4, toString: () => "4", [Symbol.toPrimitive]: () => 4 });';
    const { passed } = await verdict(source, 'assert.strictEqual(f(1), 4)');
    assert.equal(passed, false);
  });

  it('time out with the program or by themselves', async () => {
    const byProgram = await verdict('const f = () => { for (;;); };', 'f(1)', 100);
    assert.equal(byProgram.outcome.kind, 'timeout');
    const byThemselves = await verdict('const f = () => 1;', 'for (;;) f(1);', 100);
    assert.equal(byThemselves.outcome.kind, 'timeout');
    assert.equal((await verdict('const f = () => 1;', 'assert(f())')).passed, true);
  });

  it('are refused with the program', async () => {
    assert.equal((await verdict('const g = 1;', 'f(1)')).outcome.kind, 'refused');
  });
});
