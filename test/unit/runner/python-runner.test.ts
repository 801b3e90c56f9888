import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
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
      onEvent: (event) => events.push(event),
    });
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
      const live = row?.flatMap(({ forgeable }, i) => (forgeable === true ? [cases[i]?.[2]] : []));
      assert.deepEqual(live, ['an object']);
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

  describe('isolation', () => {
    it('keeps what one program did to its process from the next', async () => {
      const vandals = [
        'import builtins\nbuiltins.sorted = lambda *a: ["mine"]\ndef f(x): return 0',
        'import math\nmath.pi = 3\ndef f(x): return 0',
        'import collections\ncollections.Counter.total = lambda s: -1\ndef f(x): return 0',
        'import sys, random\nsys.setrecursionlimit(50)\ndef f(x): return 0',
        'import sys\nsys.modules["json"] = None\ndef f(x): return 0',
        'import gc\ndef f(x):\n    for o in gc.get_objects():\n        if type(o) is dict: o.pop("sorted", None)\n    return 0',
      ];
      const honest = `
import math, json, collections
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
def f(x):
    return sorted(x), math.pi, json.dumps(x), deep(200), collections.Counter("aab")["a"]
`;
      const sources = vandals.flatMap((vandal) => [vandal, honest]);
      const rows = await run(sources, [{ id: 'p', call: 'f([2, 1])' }]);
      for (const [i, row] of rows.entries()) {
        if (i % 2 === 0) continue;
        const outcome = row[0]?.outcome;
        assert.equal(
          outcome?.kind === 'value' ? outcome.value : JSON.stringify(outcome),
          '([1,2],3.141592653589793,"[2, 1]",200,2)',
          sources[i - 1],
        );
      }
    });

    it('lets programs read nothing of the user, write nothing, start and reach nothing', async () => {
      const attempts = [
        'open("/etc/passwd").read()',
        `open(${JSON.stringify(fileURLToPath(import.meta.url))}).read()`,
        'os.listdir("/root") + os.listdir("/home")',
        'open("/proc/self/environ").read()',
        'open("/proc/self/mem", "rb").read(1)',
        'os.listdir("/proc")',
        'open("/tmp/coppice-test", "w").write("x")',
        'os.mkdir("/tmp/coppice-test")',
        'os.symlink("/etc", "/tmp/coppice-test")',
        'os.fork()',
        'os.execv("/bin/sh", ["sh"])',
        'os.kill(os.getppid(), 9)',
        'os.kill(1, 0)',
        'socket.socket()',
        'socket.create_connection(("127.0.0.1", 1))',
        'ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0) != -1 or open("/nothing")',
        'os.environ["HOME"] or os.environ["PATH"]',
        'os.setuid(0) or open("/etc/shadow")',
        'os.chroot("/")',
        'os.memfd_create("x")',
      ];
      const sources = attempts.map(
        (attempt) => `def f():\n    import os, socket, ctypes\n    return ${attempt}`,
      );
      const rows = await run(sources, [{ id: 'p', call: 'f()' }]);
      for (const [i, row] of rows.entries()) {
        assert.equal(
          row[0]?.outcome.kind,
          'exception',
          `${attempts[i]}: ${JSON.stringify(row[0])}`,
        );
      }
    });

    it('holds memory in bounds', async () => {
      const sources = [
        'def f(): return len("x" * (1 << 40))',
        'def f():\n    a = []\n    while True: a.append(bytearray(1 << 20))',
        'def f(): return 1',
      ];
      const rows = await run(sources, [{ id: 'p', call: 'f()' }], {
        limits: { callMs: 30_000, memoryMiB: 256 },
      });
      const kinds = rows.map((row) => row[0]?.outcome.kind);
      assert.deepEqual(kinds, ['crash', 'crash', 'value']);
    });

    it('ends what will not end: loops in C, ignored signals, caught exceptions, threads', async () => {
      const sources = [
        'import signal\ndef f():\n    for s in range(1, 65):\n        try: signal.signal(s, signal.SIG_IGN)\n        except (OSError, ValueError): pass\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass',
        'import re\ndef f(): return re.match(r"(a+)+$", "a" * 40 + "b")',
        'import threading\ndef f():\n    def spin():\n        while True: pass\n    threading.Thread(target=spin).start()\n    return 1',
        'def f(): return 1',
      ];
      const rows = await run(sources, [{ id: 'p', call: 'f()' }], { limits: { callMs: 1000 } });
      const kinds = rows.map((row) => row[0]?.outcome.kind);
      assert.deepEqual(kinds, ['timeout', 'timeout', 'value', 'value']);
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

  describe('the end', () => {
    const hang = 'def f():\n    while True: pass';

    it('comes at once when the run is cancelled', async () => {
      const cancel = new AbortController();
      const running = runner.run(
        {
          language: 'python',
          programs: [hang, hang, hang].map((source, i) => ({ id: String(i), source, entry: 'f' })),
          checks: [{ id: 'p', call: 'f()' }, holds('f()')],
          limits: { callMs: 60_000 },
        },
        { signal: cancel.signal },
      );
      await turn();
      cancel.abort();
      const reply = await running;
      assert.equal(reply.ok ? 'ran' : reply.error.reason, 'cancelled');
      const [row] = await run(['def f(): return 1'], [equals('f()', '1')]);
      assert.deepEqual(passed(row), [true]);
    });

    it('leaves no process behind when the parent is killed', async () => {
      const script = fileURLToPath(new URL('./hang-forever.ts', import.meta.url));
      const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      assert.match(line.toString(), /running/);
      try {
        const tree = (): number[] => descendants(parent.pid ?? 0);
        await until(() => tree().length >= 2, 'a server and its child run');
        const all = tree();
        parent.kill('SIGKILL');
        await until(() => !all.some(isAlive), 'nothing is left');
      } finally {
        parent.kill('SIGKILL');
      }
    });
  });
});

/** Waits without a clock; gives up after more turns than any machine needs. */
async function until(holds: () => boolean, what: string): Promise<void> {
  for (let turns = 0; turns < 200_000; turns++) {
    if (holds()) return;
    await turn();
  }
  assert.fail(`in vain: ${what}`);
}

function children(pid: number): number[] {
  if (!existsSync(`/proc/${pid}/task/${pid}/children`)) return [];
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

function descendants(pid: number): number[] {
  return children(pid).flatMap((child) => [child, ...descendants(child)]);
}

function isAlive(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  // A zombie has ended; its parent has only not asked yet.
  return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
