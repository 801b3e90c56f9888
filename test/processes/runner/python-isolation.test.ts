import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Probe, Test } from '../../../src/core/check.ts';
import type { CheckResult, RunRequest } from '../../../src/core/ports.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { runnerAssets } from './runner-assets.ts';

const never = new AbortController().signal;

describe('the sandbox around Python', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;
  /** How batches ended. */
  const ends: string[] = [];

  before(() => {
    runner = new SandboxedRunner({
      assets: runnerAssets,
      allowUnsandboxed: false,
      cores: 1,
    });
    runner.watch((event) => {
      if (event.kind === 'batch') ends.push(event.end);
    });
  });

  beforeEach(() => {
    ends.length = 0;
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

    it('blames no program for what a fork renews', async () => {
      const source = 'import threading, logging\ndef f(x): return x.__class__.__name__';
      await run(
        Array.from({ length: 8 }, () => source),
        [{ id: 'p', call: 'f(1)' }],
      );
      assert.deepEqual([...new Set(ends)], ['finished']);
    });

    it('loads ahead what earlier programs had their processes load late', async () => {
      const source =
        'import datetime\ndef f(x): return datetime.datetime.strptime("2020", "%Y").year';
      const sources = Array.from({ length: 4 }, () => source);
      await run(sources, [{ id: 'p', call: 'f(1)' }]);
      assert.ok(ends.includes('dirty'), 'the module came while a program ran');
      ends.length = 0;
      await run(sources, [{ id: 'p', call: 'f(1)' }]);
      assert.deepEqual([...new Set(ends)], ['finished']);
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

  describe('the end', () => {
    const hang = 'def f():\n    while True: pass';

    it('comes at once when the run is cancelled', async () => {
      const cancel = new AbortController();
      const running = runner.run(
        {
          language: 'python',
          programs: [hang, hang, hang].map((source, i) => ({ id: String(i), source, entry: 'f' })),
          checks: [{ id: 'p', call: 'f()' }],
          limits: { callMs: 60_000 },
        },
        { signal: cancel.signal },
      );
      await turn();
      cancel.abort();
      const reply = await running;
      assert.equal(reply.ok ? 'ran' : reply.error.reason, 'cancelled');
      const [row] = await run(['def f(): return 1'], [{ id: 'p', call: 'f()' }]);
      assert.equal(row?.[0]?.outcome.kind, 'value');
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
