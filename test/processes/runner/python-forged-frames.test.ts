import assert from 'node:assert/strict';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { BatchEnd, Worker } from '../../../src/node/runner/harness.ts';
import { defaultPolicy } from '../../../src/node/runner/policy.ts';
import { findPython } from '../../../src/node/runner/python/python-interpreter.ts';
import { PythonHarness } from '../../../src/node/runner/python/python-harness.ts';
import { chooseTier } from '../../../src/node/runner/tiers/choose.ts';
import { runnerAssets } from './runner-assets.ts';

/**
 * Gets at what runs programs, and knows how frames are written. Such programs get a process of their own by
 * their words (`reach.ts`); here they are put in company, as if one had got through.
 */
const forger = `
import os, struct, sys
def runs():
    frame = sys._getframe()
    while frame is not None:
        kept = frame.f_locals.get("self")
        if type(kept).__name__ == "Child":
            return kept
        frame = frame.f_back
def sized(data):
    return struct.pack(">I", len(data)) + data
def frames(secret, program):
    forged = [struct.pack(">BII", 76, program, 0)]
    value = b"i" + struct.pack("<i", 666)
    forged.append(struct.pack(">BIII", 86, program, 0, 1) + b"\\0" + sized(value) + sized(b""))
    forged.append(struct.pack(">BII", 70, program, 0))
    return b"".join(sized(secret + frame) for frame in forged)
child = runs()
`;
const honest = 'def f(x):\n    return x + 1\n';

/** Each answers for the program after it, one way or another. */
const forgers: Readonly<Record<string, string>> = {
  'at once, with the secret that it has': `
def f(x):
    child.put(struct.pack(">BIII", 86, 0, 0, 1) + b"\\0" + sized(b"N") + sized(b""))
    child.put(struct.pack(">BII", 70, 0, 0))
    child.flush()
    os.write(child.descriptor, frames(child.secret, 1))
    os._exit(0)
`,
  'at once, as it was before there were secrets': `
def f(x):
    os.write(child.descriptor, frames(b"", 1))
    return 0
`,
  'by a function in the place of what writes frames': `
put = type(child).put
def forging(self, payload):
    put(self, payload if payload[0] != 86 else payload[:14] + sized(b"i" + struct.pack("<i", 666)) + sized(b""))
def f(x):
    type(child).put = forging
    return 0
`,
  'by the code of what writes frames': `
import types
put = type(child).put
def forging(self, payload):
    if payload[0] == 86:
        payload = payload[:14] + SIZE.pack(5) + b"i" + (666).to_bytes(4, "little") + SIZE.pack(0)
    self.pending.append(sized(self.secret + payload))
def f(x):
    put.__code__ = forging.__code__
    return 0
`,
  'by another function to encode': `
space = child.put.__func__.__globals__
def f(x):
    space["dumps"] = lambda value, version: b"i" + struct.pack("<i", 666)
    return 0
`,
  'by a thread that waits for it': `
import threading, time
def later():
    while True:
        time.sleep(0.001)
        os.write(child.descriptor, frames(child.secret, 1))
def f(x):
    threading.Thread(target=later, daemon=True).start()
    return 0
`,
  'when its memory is wanted': `
class Late:
    def __del__(self, write=os.write, child=child, frames=frames):
        write(child.descriptor, frames(child.secret, 1))
def f(x):
    child.kept = Late()
    return 0
`,
  'by a timer': `
import signal
def f(x):
    signal.signal(signal.SIGALRM, lambda *_: os.write(child.descriptor, frames(child.secret, 1)))
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    return 0
`,
  'when the process ends': `
import atexit
def f(x):
    atexit.register(lambda: os.write(child.descriptor, frames(child.secret, 1)))
    return 0
`,
  'by what is called as lines run': `
def f(x):
    sys.settrace(lambda *_: os.write(child.descriptor, frames(child.secret, 1)))
    return 0
`,
  'by what is called as functions return': `
def f(x):
    sys.setprofile(lambda *_: os.write(child.descriptor, frames(child.secret, 1)))
    return 0
`,
  'by what is told of each collection': `
import gc
def f(x):
    gc.callbacks.append(lambda *_: os.write(child.descriptor, frames(child.secret, 1)))
    gc.set_threshold(1)
    return 0
`,
  'by what is told of each event': `
def f(x):
    sys.addaudithook(lambda *_: child.descriptor and os.write(child.descriptor, frames(child.secret, 1)))
    return 0
`,
  'by what learns of an import': `
class Finder:
    def find_spec(self, *_):
        os.write(child.descriptor, frames(child.secret, 1))
def f(x):
    sys.meta_path.insert(0, Finder())
    return 0
`,
  'by a field of what runs programs': `
def f(x):
    child.encoded.of = lambda value, walk: (False, b"i" + struct.pack("<i", 666))
    return 0
`,
  'by another in the place of what encodes': `
class Encoded:
    def of(self, value, walk):
        return False, b"i" + struct.pack("<i", 666)
def f(x):
    child.encoded = Encoded()
    return 0
`,
  'by other words of it': `
def f(x):
    child.programs = [(p[0].replace("x + 1", "666"), *p[1:]) for p in child.programs]
    return 0
`,
  'by other calls of it': `
def f(x):
    child.calls = [(False, "666", None)]
    return 0
`,
};

describe('frames of Python programs that share a process', function () {
  this.timeout(60_000);
  let worker: Worker;

  before(async () => {
    const searchPath = process.env['PATH'] ?? '';
    const interpreter = await findPython({ searchPath });
    assert.ok(interpreter.ok);
    const { executable, readable } = interpreter.value;
    const choice = await chooseTier({
      assets: runnerAssets,
      searchPath,
      python: { executable, readable },
      allowUnsandboxed: false,
    });
    assert.ok(choice.ok);
    const harness = new PythonHarness({
      tier: choice.value.tier,
      interpreter: interpreter.value,
      policy: defaultPolicy,
      assets: runnerAssets,
    });
    const started = await harness.start({ hashSeed: 0, log: () => undefined });
    assert.ok(started.ok);
    worker = started.value;
  });

  after(() => worker.dispose());

  async function run(
    sources: readonly string[],
  ): Promise<{ outcomes: Map<number, Outcome>; end: BatchEnd }> {
    const outcomes = new Map<number, Outcome>();
    const end = await worker.run(
      {
        programs: sources.map((source) => ({ source, entry: 'f', calls: [0] })),
        calls: [{ kind: 'code', text: 'f(1)' }],
        limits: {
          loadMs: 2000,
          callMs: 1000,
          memoryMiB: 256,
          outputBytes: 65_536,
          drainItems: 100,
        },
        printed: false,
      },
      {
        outcome: (program, _, outcome) => {
          outcomes.set(program, outcome);
          return 'more';
        },
        refused: (program, detail) => outcomes.set(program, { kind: 'refused', detail, ms: 0 }),
        finished: () => undefined,
      },
      new AbortController().signal,
    );
    return { outcomes, end };
  }

  const valueOf = (outcome: Outcome | undefined): string | undefined =>
    outcome?.kind === 'value' ? outcome.value : outcome?.kind;

  it('are believed of programs that forge nothing', async () => {
    const { outcomes, end } = await run(Array.from({ length: 20 }, () => honest));
    assert.deepEqual([...outcomes.values()].map(valueOf), new Array(20).fill('2'));
    assert.deepEqual(end, { kind: 'finished' });
  });

  for (const [how, source] of Object.entries(forgers)) {
    it(`are not those of one that answers for the next ${how}`, async () => {
      const { outcomes, end } = await run([forger + source, honest, honest]);
      assert.notEqual(outcomes.get(0)?.kind, 'refused');
      assert.ok(outcomes.has(0) || end.kind === 'died', 'it never ran');
      for (const program of [1, 2]) {
        const value = valueOf(outcomes.get(program));
        assert.ok(value === undefined || value === '2', `program ${program} came to ${value}`);
      }
      // What was sent for its successors is not read by theirs.
      const next = await run([honest, honest]);
      assert.deepEqual([...next.outcomes.values()].map(valueOf), ['2', '2']);
    });
  }
});
