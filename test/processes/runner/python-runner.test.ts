import assert from 'node:assert/strict';
import type { Expectation, Probe, Test } from '../../../src/core/check.ts';
import type { CheckResult, RunRequest } from '../../../src/core/ports.ts';
import type { RunnerEvent } from '../../../src/node/runner/events.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { printSandboxReport } from '../../../src/node/runner/sandbox-report.ts';
import { runnerAssets } from './runner-assets.ts';

const never = new AbortController().signal;

function test(call: string, expectation: Expectation): Test {
  return { id: call, call, source: 'user', expectation };
}

const equals = (call: string, expected: string, more: object = {}): Test =>
  test(call, { kind: 'equals', expected, ...more });

const holds = (assertion: string): Test => test('property', { kind: 'holds', assertion });

describe('the sandboxed runner with Python', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;
  const events: RunnerEvent[] = [];

  before(() => {
    runner = new SandboxedRunner({
      assets: runnerAssets,
      allowUnsandboxed: false,
    });
    runner.watch((event) => events.push(event));
  });

  after(() => runner.dispose());

  async function run(
    sources: readonly string[],
    checks: readonly (Probe | Test)[],
    options: Partial<RunRequest> = {},
  ): Promise<readonly (readonly CheckResult[])[]> {
    const programs = sources.map((source, i) => ({ id: String(i), source, entry: 'f' }));
    const reply = await runner.run(
      { language: 'python', programs, checks, ...options },
      { signal: never },
    );
    assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
    return reply.value.results;
  }

  const passed = (results: readonly CheckResult[] | undefined): (boolean | undefined)[] =>
    results?.map((result) => result.passed) ?? [];

  describe('verdicts', () => {
    it('compare values as Python does, outside the sandbox', async () => {
      const [row] = await run(
        ['def f(x):\n    return x'],
        [
          equals('f(1)', '1.0'),
          equals('f([1])', '(1,)'),
          equals('f({"a": 1, "b": 2})', '{"b": 2, "a": 1}'),
          equals('f(0.1 + 0.2)', '0.3'),
          equals('f(0.1 + 0.2)', '0.3', { tolerance: 1e-9 }),
          equals('f("1")', '1', { orPrinted: true }),
          equals('f(None)', 'sorted([])'),
          equals('f([1, 2])', 'sorted([2, 1])'),
          equals('f(1.4142135623730951)', 'math.sqrt(2)'),
        ],
      );
      assert.deepEqual(passed(row), [true, false, true, false, true, true, false, true, true]);
      assert.ok(row?.every((result) => result.forgeable === undefined));
    });

    it('are not moved by an object that equals everything', async () => {
      const source = `
class Any(list):
    def __eq__(self, other): return True
    __ne__ = lambda self, other: False
def f(x):
    return Any()
`;
      const [row] = await run([source], [equals('f(1)', '5'), equals('f(1)', 'sorted([1])')]);
      assert.deepEqual(passed(row), [false, false]);
    });

    it('take a subclass of the named exception', async () => {
      const source = `
class Mine(ValueError): pass
def f(x):
    if x: raise Mine("no")
`;
      const [row] = await run(
        [source],
        [
          test('f(1)', { kind: 'throws', exception: 'ValueError' }),
          test('f(1)', { kind: 'throws', exception: 'Mine' }),
          test('f(1)', { kind: 'throws', exception: 'builtins.Exception' }),
          test('f(1)', { kind: 'throws', exception: 'KeyError' }),
          test('f(0)', { kind: 'throws' }),
        ],
      );
      assert.deepEqual(passed(row), [true, true, true, false, false]);
    });

    it('on an expected value that needs names of the program are marked forgeable', async () => {
      const source = `
from dataclasses import dataclass
@dataclass
class Point:
    x: int
def f(x): return Point(x)
`;
      const [row] = await run([source], [equals('f(1)', 'Point(1)'), equals('f(1)', 'Point(2)')]);
      assert.deepEqual(passed(row), [true, false]);
      assert.ok(row?.every(({ forgeable }) => forgeable === true));
      const forged = source.replace('def f', 'Point.__init__ = lambda self, x: None\ndef f');
      const reference = source.replace('return Point(x)', 'raise NotImplementedError');
      const checks = [
        equals('f(1)', 'Point(1)'),
        equals('f(1)', 'Point(2)'),
        equals('f(1)', 'g(1)'),
      ];
      const rows = await run([source, forged], checks, { reference });
      assert.deepEqual(rows.map(passed), [
        [true, false, false],
        [false, false, false],
      ]);
      for (const { forgeable } of rows[0]?.slice(0, 2) ?? []) assert.equal(forgeable, undefined);
    });

    it('stop early at the first trusted test that fails', async () => {
      const checks = [equals('f(1)', '2'), equals('f(2)', '2'), equals('f(3)', '3')];
      const [good, bad] = await run(
        ['def f(x): return x if x > 1 else 2', 'def f(x): return x'],
        checks,
        { stopEarly: true, alone: true },
      );
      assert.deepEqual(passed(good), [true, true, true]);
      assert.equal(bad?.[0]?.passed, false);
    });
  });

  describe('properties', () => {
    const source = `
LIMIT = 7
class Refusal(ValueError): pass
class Stack:
    def __init__(self, items=()): self.items = list(items)
    def push(self, item):
        self.items.append(item)
        return self
    def __len__(self): return len(self.items)
    def __eq__(self, other): return isinstance(other, Stack) and self.items == other.items
def f(items, key=None):
    if items is None: raise Refusal("nothing")
    return sorted(items, key=key)
async def later(x): return x + 1
`;
    const cases: readonly (readonly [string, boolean, string])[] = [
      ['assert f([2, 1]) == [1, 2]', true, 'a call'],
      ['for i in range(5):\n    assert f([i, 0])[0] == 0', true, 'a loop'],
      ['assert f([2, 1]) == [2, 1], "order"', false, 'a failure'],
      ['assert f([1, 2], key=lambda v: -v) == [2, 1]', true, 'a function of the test'],
      ['import pytest\nwith pytest.raises(ValueError):\n    f(None)', true, 'an exception'],
      [
        'try:\n    f(None)\nexcept Refusal as e:\n    assert str(e) == "nothing"',
        true,
        'its own one',
      ],
      ['s = Stack([1])\nassert len(s.push(2)) == 2 and s == Stack([1, 2])', true, 'an object'],
      ['assert await later(1) == 2', true, 'a coroutine'],
      ['import asyncio\nassert asyncio.run(later(1)) == 2', true, 'a loop of its own'],
      ['assert LIMIT == 7 and math.pi > 3', true, 'names of the module'],
      ['assert missing(1)', false, 'a missing name'],
      ['while True: pass', false, 'a hang'],
      ['assert (', false, 'bad syntax'],
    ];

    it('are judged apart from the program', async () => {
      const [row] = await run(
        [source],
        cases.map(([assertion]) => holds(assertion)),
        { limits: { callMs: 1000 } },
      );
      for (const [i, [, expected, name]] of cases.entries()) {
        assert.equal(row?.[i]?.passed, expected, `${name}: ${JSON.stringify(row?.[i])}`);
      }
      // What anything but the function under test comes to is the program's word.
      const live = row?.flatMap(({ forgeable }, i) => (forgeable === true ? [cases[i]?.[2]] : []));
      assert.deepEqual(live, [
        'an object',
        'a coroutine',
        'a loop of its own',
        'names of the module',
      ]);
    });

    it('cannot be met by reaching for the judge', async () => {
      const hostile = `
import sys
def f(callback=None):
    try:
        callback.__globals__["__builtins__"].AssertionError = None
    except BaseException:
        pass
    frame = sys._getframe()
    while frame is not None:
        for name in list(frame.f_locals):
            if "passed" in name or "verdict" in name:
                frame.f_locals[name] = True
        frame = frame.f_back
    AssertionError.__init__ = lambda *a: None
    return 1
`;
      const died = 'import os\ndef f(callback=None): os._exit(0)';
      const forged = `
import os, marshal, struct
def f(callback=None):
    data = marshal.dumps(("done", True, False, "", ""), 2)
    for fd in range(3, 12):
        try: os.write(fd, struct.pack(">I", len(data)) + data)
        except OSError: pass
    return 1
`;
      const rows = await run(
        [hostile, died, forged],
        [holds('assert f(lambda: 1) == 2'), holds('assert f() == 2')],
      );
      for (const row of rows) assert.deepEqual(passed(row), [false, false]);
    });
  });

  it('describes the sandbox', async () => {
    const report = await runner.describe();
    assert.ok(report.tier !== undefined && report.tier.name !== 'none');
    const text = printSandboxReport(report);
    assert.match(text, /Network: none/);
    assert.match(text, /python: .*3\.\d+/);
  });

  it('refuses to run without a sandbox unless that was allowed', async () => {
    const bare = { assets: runnerAssets, tiers: ['seatbelt' as const] };
    const request: RunRequest = {
      language: 'python',
      programs: [{ id: 'a', source: 'def f(): return 1', entry: 'f' }],
      checks: [{ id: 'p', call: 'f()' }],
    };
    const strict = new SandboxedRunner({ ...bare, allowUnsandboxed: false });
    const refusal = await strict.run(request, { signal: never });
    assert.equal(refusal.ok ? 'ran' : refusal.error.reason, 'no-sandbox');
    await strict.dispose();
    const lenient = new SandboxedRunner({ ...bare, allowUnsandboxed: true });
    const reply = await lenient.run(request, { signal: never });
    assert.ok(reply.ok && reply.value.results[0]?.[0]?.outcome.kind === 'value');
    assert.equal((await lenient.describe()).tier?.name, 'none');
    await lenient.dispose();
  });

  it('says which interpreter is missing', async () => {
    const lost = new SandboxedRunner({
      assets: runnerAssets,
      allowUnsandboxed: false,
      python: { setting: '/nowhere/python3' },
    });
    const reply = await lost.run(
      { language: 'python', programs: [], checks: [] },
      { signal: never },
    );
    assert.ok(!reply.ok);
    await lost.dispose();
  });

  describe('afterwards', () => {
    it('shows what it runs: the command, then each batch', () => {
      const server = events.find((event) => event.kind === 'server');
      assert.ok(server !== undefined && server.command.some((part) => part.endsWith('confine.py')));
      assert.ok(events.some((event) => event.kind === 'batch' && event.end === 'finished'));
      assert.ok(events.some((event) => event.kind === 'program'));
    });
  });
});
