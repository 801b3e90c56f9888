import assert from 'node:assert/strict';
import type { Test } from '../../../src/core/check.ts';
import type { CheckResult } from '../../../src/core/ports.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { runnerAssets } from './runner-assets.ts';

const holds = (assertion: string): Test => ({
  id: assertion,
  call: 'property',
  source: 'docstring',
  expectation: { kind: 'holds', assertion },
});

describe('objects of a Python program', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
  });

  after(() => runner.dispose());

  async function judged(
    source: string,
    assertions: readonly string[],
  ): Promise<readonly CheckResult[]> {
    const reply = await runner.run(
      {
        language: 'python',
        programs: [{ id: 'p', source, entry: 'f' }],
        checks: assertions.map(holds),
      },
      { signal: new AbortController().signal },
    );
    assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
    return reply.value.results[0] ?? [];
  }

  it('do not decide that they equal what is expected', async () => {
    const liar = `
class Liar:
    def __eq__(self, other): return True
    __ne__ = __lt__ = __gt__ = __le__ = __ge__ = __contains__ = __eq__
    def __sub__(self, other): return 0
    __rsub__ = __sub__
    def __call__(self): return self
def f(a, b): return Liar()
`;
    const row = await judged(liar, [
      'assert (f(1, 2) == 3) == (True)',
      'assert f(1, 2) == 3',
      'assert 3 == f(1, 2)',
      'assert 3 in f(1, 2)',
      'assert abs(f(1, 2) - 3) < 1',
      'assert f(1, 2) > 2',
      'assert [f(1, 2)] == [3]',
      'assert f(1, 2)() == 3',
    ]);
    assert.deepEqual(
      row.map(({ passed }) => passed),
      row.map(() => false),
    );
  });

  it('never see what is expected of them', async () => {
    const spy = `
seen = []
class Spy:
    def __eq__(self, other):
        seen.append(other)
        return False
    __sub__ = __radd__ = __lt__ = __contains__ = __eq__
def f(): return Spy()
def told(): return seen
`;
    const [row] = await judged(spy, [
      [
        's = f()',
        'for look in (lambda: s == 41, lambda: 41 == s, lambda: s - 41, lambda: 41 in s, lambda: s < 41):',
        '    try: look()',
        '    except TypeError: pass',
        'assert told() == []',
      ].join('\n'),
    ]);
    assert.equal(row?.passed, true, JSON.stringify(row));
  });

  it('mark a verdict that rests on what they say', async () => {
    const source = `
class Box:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return True
    def __bool__(self): return True
def f(n): return Box(n)
`;
    const row = await judged(source, ['assert f(1) == f(2)', 'assert f(1)', 'assert bool(f(1))']);
    assert.deepEqual(
      row.map(({ passed, forgeable }) => [passed, forgeable]),
      row.map(() => [true, true]),
    );
  });
});
