import assert from 'node:assert/strict';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { runnerAssets } from './runner-assets.ts';

/** What honest programs do that asks the system for something, and what comes of it inside. */
const python: readonly (readonly [source: string, comesTo: string])[] = [
  [
    'import threading\ndef f():\n    out = []\n    ts = [threading.Thread(target=out.append, args=(i,)) for i in range(8)]\n    [t.start() for t in ts]\n    [t.join() for t in ts]\n    return sorted(out)',
    '[0,1,2,3,4,5,6,7]',
  ],
  ['import asyncio\nasync def f():\n    return await asyncio.to_thread(abs, -3)', '3'],
  [
    'import sqlite3\ndef f():\n    return sqlite3.connect(":memory:").execute("select 5").fetchall()',
    '[(5)]',
  ],
  [
    'import mmap\ndef f():\n    m = mmap.mmap(-1, 4096)\n    m[:3] = b"abc"\n    return m[:3]',
    'b"616263"',
  ],
  [
    'import socket\ndef f():\n    a, b = socket.socketpair()\n    a.send(b"x")\n    return b.recv(1)',
    'b"78"',
  ],
  ['import hashlib, secrets\ndef f():\n    return len(secrets.token_bytes(4))', '4'],
  ['import tempfile\ndef f():\n    return tempfile.TemporaryFile()', 'FileNotFoundError'],
  [
    'import multiprocessing\ndef f():\n    return multiprocessing.Pool(2).map(abs, [1])',
    'PermissionError',
  ],
  ['import subprocess\ndef f():\n    return subprocess.run(["/bin/true"])', 'PermissionError'],
  ['import os\ndef f():\n    return os.execv("/bin/true", ["true"])', 'PermissionError'],
  ['import socket\ndef f():\n    return socket.socket()', 'PermissionError'],
];
const javascript: readonly (readonly [source: string, comesTo: string])[] = [
  [
    'const t = require("timers/promises");\nasync function f() { await t.setTimeout(2); return 1; }',
    '1.0',
  ],
  [
    'const c = require("crypto");\nfunction f() { return c.createHash("sha1").update("a").digest("hex").slice(0, 4); }',
    '"86f7"',
  ],
  [
    'function f() { return new Intl.DateTimeFormat("de", { timeZone: "UTC", timeStyle: "short" }).format(0); }',
    '"00:00"',
  ],
  ['function f() { return new Uint8Array(1e7).fill(3).reduce((a, b) => a + b, 0); }', '30000000.0'],
  [
    'function f() { const s = new Int32Array(new SharedArrayBuffer(4)); return Atomics.add(s, 0, 1); }',
    '0.0',
  ],
];

describe('what ordinary programs ask of the system', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
  });

  after(() => runner.dispose());

  for (const [language, programs] of [
    ['python', python],
    ['javascript', javascript],
  ] as const) {
    it(`is there, or is refused in so many words: ${language}`, async () => {
      const reply = await runner.run(
        {
          language,
          programs: programs.map(([source], i) => ({ id: String(i), source, entry: 'f' })),
          checks: [{ id: 'p', call: 'f()' }],
          limits: { callMs: 10_000, memoryMiB: 512, outputBytes: 65_536 },
        },
        { signal: new AbortController().signal },
      );
      assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
      const found = reply.value.results.map(([result]) => {
        const outcome = result?.outcome;
        if (outcome?.kind === 'value') return outcome.value;
        return outcome?.kind === 'exception' ? outcome.type : outcome?.kind;
      });
      assert.deepEqual(
        found,
        programs.map(([, comesTo]) => comesTo),
      );
    });
  }
});
