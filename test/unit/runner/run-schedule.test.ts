import assert from 'node:assert/strict';
import type { Outcome } from '../../../src/core/outcome.ts';
import type {
  AssertVerdict,
  Batch,
  BatchEnd,
  BatchSink,
  Reach,
  Worker,
} from '../../../src/node/runner/harness.ts';
import { RunSchedule, type ScheduleOptions } from '../../../src/node/runner/run-schedule.ts';

/** What a scripted program does on its call: an outcome, or the end of its process. */
type Deed = Outcome | BatchEnd['kind'] | 'timeout on a busy machine';

interface Log {
  /** `[sources, callMs]` of each batch. */
  readonly batches: {
    readonly sources: string[];
    readonly calls: number[][];
    readonly callMs: number;
  }[];
  readonly outcomes: Map<string, Outcome>;
  readonly completed: string[];
}

const value: Outcome = { kind: 'value', value: '1', ms: 1 };
const raised: Outcome = { kind: 'exception', type: 'KeyError', message: '', ms: 1 };

/** A worker whose programs behave as `script` says, by source, call and how often it was tried. */
class ScriptedWorker implements Worker {
  readonly alive = true;
  readonly #log: Log;
  readonly #script: (source: string, call: number, attempt: number, batch: Batch) => Deed;
  readonly #attempts = new Map<string, number>();

  constructor(
    log: Log,
    script: (source: string, call: number, attempt: number, batch: Batch) => Deed,
  ) {
    this.#log = log;
    this.#script = script;
  }

  run(batch: Batch, sink: BatchSink): Promise<BatchEnd> {
    this.#log.batches.push({
      sources: batch.programs.map(({ source }) => source),
      calls: batch.programs.map(({ calls }) => [...calls]),
      callMs: batch.limits.callMs,
    });
    return Promise.resolve(this.#play(batch, sink));
  }

  assert(): Promise<readonly AssertVerdict[]> {
    return Promise.resolve([]);
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  #play(batch: Batch, sink: BatchSink): BatchEnd {
    for (const [program, { source, calls }] of batch.programs.entries()) {
      for (const call of calls) {
        const key = `${source} ${call}`;
        const attempt = (this.#attempts.get(key) ?? 0) + 1;
        this.#attempts.set(key, attempt);
        const deed = this.#script(source, call, attempt, batch);
        if (typeof deed !== 'string') {
          if (sink.outcome(program, call, deed) === 'enough') return { kind: 'enough', program };
        } else if (deed === 'timeout') {
          return { kind: 'timeout', program, call, ms: batch.limits.callMs, cpuMs: 1000 };
        } else if (deed === 'timeout on a busy machine') {
          const { callMs: ms } = batch.limits;
          return { kind: 'timeout', program, call, ms, cpuMs: 0.5 * ms };
        } else if (deed === 'died') return { kind: 'died', program, call, detail: 'gone', ms: 1 };
        else if (deed === 'lost') return { kind: 'lost', detail: 'the server is gone' };
        else assert.fail(deed);
      }
      sink.finished(program);
      if (source.startsWith('dirty') && program < batch.programs.length - 1) {
        return { kind: 'dirty', program };
      }
    }
    const last = batch.programs.length - 1;
    if (last > 0 && batch.programs.some(({ source }) => source === 'modules that hide it')) {
      return { kind: 'dirty', program: last, before: true };
    }
    return { kind: 'finished' };
  }
}

const limits = { loadMs: 3000, callMs: 2000, memoryMiB: 64, outputBytes: 1000, drainItems: 10 };

async function run(
  sources: readonly string[],
  calls: number,
  script: (source: string, call: number, attempt: number, batch: Batch) => Deed,
  options: Partial<ScheduleOptions> = {},
  enough: (source: string, call: number) => boolean = () => false,
  share = 1,
): Promise<Log> {
  const log: Log = { batches: [], outcomes: new Map(), completed: [] };
  const worker = new ScriptedWorker(log, script);
  const schedule = new RunSchedule(
    sources.map((source) => ({ source, entry: 'f', reach: reachOf(source) })),
    Array.from({ length: calls }, () => ({ kind: 'code', text: 'f()' }) as const),
    { limits, printed: false, alone: false, stopEarly: false, lanes: 1, ...options },
    {
      acquire: () => Promise.resolve(worker),
      release: () => undefined,
      observed: (program, call, { outcome }) => {
        const source = sources[program] ?? '';
        log.outcomes.set(`${source} ${call}`, outcome);
        return enough(source, call) ? 'enough' : 'more';
      },
      lost: (program) =>
        [...log.outcomes].some(
          ([key, { kind }]) => key.startsWith(`${sources[program]} `) && kind !== 'value',
        ),
      complete: (program) => log.completed.push(sources[program] ?? ''),
      batch: () => undefined,
      share: () => share,
      monotonic: () => 0,
    },
  );
  await schedule.run(new AbortController().signal);
  return log;
}

function reachOf(source: string): Reach {
  if (source.startsWith('solitary')) return 'process';
  return source.startsWith('modules') ? 'modules' : 'itself';
}

const kinds = (log: Log): Record<string, string> =>
  Object.fromEntries([...log.outcomes].map(([key, outcome]) => [key, outcome.kind]));

describe('the schedule of a request', () => {
  it('completes every program once, in batches of 50 at most', async () => {
    const sources = Array.from({ length: 230 }, (_, i) => `p${i}`);
    const log = await run(sources, 2, () => value);
    assert.deepEqual([...log.completed].sort(), [...sources].sort());
    assert.equal(log.outcomes.size, 460);
    assert.ok(log.batches.every((batch) => batch.sources.length <= 50));
    assert.ok(log.batches.length < 20);
  });

  it('gives each program its own process when asked', async () => {
    const log = await run(['a', 'b', 'c'], 1, () => value, { alone: true });
    assert.deepEqual(
      log.batches.map(({ sources }) => sources),
      [['a'], ['b'], ['c']],
    );
  });

  it('gives a program that reaches out its own process, after the others', async () => {
    const log = await run(['solitary', 'a', 'solitary too', 'b', 'c', 'd'], 1, () => value);
    assert.equal(log.completed.length, 6);
    for (const { sources } of log.batches) {
      assert.ok(sources.length === 1 || !sources.some((source) => source.startsWith('solitary')));
    }
    assert.deepEqual(log.batches.at(-1)?.sources, ['solitary too']);
  });

  it('tries what lost behind a program that uses what it uses alone before it loses', async () => {
    const sources = ['modules 1', 'modules 2', 'modules 3', 'a', 'b'];
    const company = (source: string, _: number, __: number, { programs }: Batch): Deed =>
      programs.length > 1 && source !== 'a' && source !== 'modules 3' ? raised : value;
    const log = await run(sources, 2, company, { lanes: 1 }, () => false, 0.1);
    assert.deepEqual([...log.completed].sort(), [...sources].sort());
    const batches = log.batches.map((batch) => batch.sources.join());
    assert.equal(batches[0], 'a,b,modules 1,modules 2,modules 3');
    assert.deepEqual(batches.slice(1), ['modules 2']);
    assert.deepEqual(log.batches[1]?.calls, [[0, 1]]);
    // Those before it cannot have harmed the first.
    assert.equal(log.outcomes.get('modules 1 0')?.kind, 'exception');
    assert.equal(log.outcomes.get('modules 2 1')?.kind, 'value');
  });

  it('tries what came behind one that changed what it uses alone, where that shows at the end', async () => {
    const sources = ['a', 'modules that hide it', 'modules 1', 'modules 2'];
    const company = (source: string, _: number, __: number, { programs }: Batch): Deed =>
      programs.length > 1 && source === 'modules 2' ? { ...value, value: 'FORGED' } : value;
    const log = await run(sources, 2, company, { lanes: 1 }, () => false, 0.1);
    assert.deepEqual([...log.completed].sort(), [...sources].sort());
    const batches = log.batches.map((batch) => batch.sources.join());
    assert.deepEqual(batches, [sources.join(), 'modules 1', 'modules 2']);
    assert.deepEqual(log.outcomes.get('modules 2 1'), value);
  });

  it('goes on in a new process behind a program that left its own changed', async () => {
    const sources = ['a', 'b', 'dirty', 'c', 'd', 'e', 'f', 'g'];
    const log = await run(sources, 1, () => value);
    assert.deepEqual([...log.completed].sort(), [...sources].sort());
    const after = log.batches.find(({ sources: [first] }) => first === 'c');
    assert.ok(after !== undefined, 'c starts a batch');
  });

  it('believes a crash only of a program that ran alone', async () => {
    const script = (source: string, _: number, __: number, batch: Batch): Deed =>
      source === 'victim' && batch.programs.length > 1 ? 'died' : value;
    const log = await run(['a', 'victim', 'b', 'c', 'd', 'e', 'f', 'g'], 2, script);
    assert.ok(Object.values(kinds(log)).every((kind) => kind === 'value'));
    assert.deepEqual(log.completed.length, 8);
  });

  it('goes on with the next call after a crash, and gives up after the second', async () => {
    const log = await run(['p'], 4, (_, call) => (call === 1 || call === 2 ? 'died' : value));
    assert.deepEqual(kinds(log), {
      'p 0': 'value',
      'p 1': 'crash',
      'p 2': 'crash',
      'p 3': 'skipped',
    });
    assert.deepEqual(log.completed, ['p']);
  });

  it('gives a slow program the full limit, alone, before it calls it a timeout', async () => {
    const script = (source: string, _: number, __: number, batch: Batch): Deed =>
      source === 'slow' && batch.limits.callMs < 2000 ? 'timeout' : value;
    const log = await run(['a', 'slow', 'b', 'c'], 3, script);
    assert.equal(kinds(log)['slow 0'], 'value');
    const second = log.batches.findLast(({ sources }) => sources.includes('slow'));
    assert.deepEqual(second?.sources, ['slow']);
    assert.equal(second.callMs, 2000);
  });

  it('tries the other tests of a program that hangs before it waits for the hang', async () => {
    const script = (source: string, call: number): Deed =>
      source === 'bad' && call === 0 ? 'timeout' : value;
    const fails = (source: string, call: number): boolean => source === 'bad' && call === 2;
    const log = await run(['a', 'bad', 'b', 'c'], 3, script, { stopEarly: true }, fails);
    assert.deepEqual(
      [0, 1, 2].map((call) => kinds(log)[`bad ${call}`]),
      ['skipped', 'value', 'value'],
    );
    assert.ok(
      log.batches.every(({ callMs }) => callMs < 2000),
      'it never waited the full time',
    );
    assert.equal(log.completed.length, 4);
  });

  it('waits the full time for a call where all others pass', async () => {
    const script = (source: string, call: number, _: number, batch: Batch): Deed =>
      source === 'slow' && call === 1 && batch.limits.callMs < 2000 ? 'timeout' : value;
    const log = await run(['a', 'slow', 'b', 'c'], 3, script, { stopEarly: true });
    assert.ok(Object.values(kinds(log)).every((kind) => kind === 'value'));
    assert.equal(log.completed.length, 4);
  });

  describe('of a program that is late on two inputs', () => {
    const late = (deed: Deed) => (source: string, _: number, __: number, batch: Batch) =>
      source === 'slow' && batch.limits.callMs < 2000 ? deed : value;
    const limitsOf = (log: Log) =>
      log.batches.filter(({ sources }) => sources.includes('slow')).map(({ callMs }) => callMs);

    it('waits no longer once a quicker one has passed', async () => {
      const log = await run(['a', 'slow', 'b'], 3, late('timeout'), { stopEarly: true });
      assert.deepEqual(
        [0, 1, 2].map((call) => kinds(log)[`slow ${call}`]),
        ['timeout', 'timeout', 'skipped'],
      );
      // The second input gets twice the time of the first.
      assert.deepEqual(limitsOf(log), [50, 100]);
      assert.deepEqual(log.batches.at(-1)?.sources, ['slow']);
      assert.deepEqual([...log.completed].sort(), ['a', 'b', 'slow']);
    });

    it('waits the full time where nobody else passes', async () => {
      const fails = (source: string): boolean => source !== 'slow';
      const log = await run(['a', 'slow', 'b'], 3, late('timeout'), { stopEarly: true }, fails);
      assert.deepEqual(
        [0, 1, 2].map((call) => kinds(log)[`slow ${call}`]),
        ['value', 'value', 'value'],
      );
      assert.equal(limitsOf(log).at(-1), 2000);
      assert.equal(log.completed.length, 3);
    });

    it('waits the full time where the machine was busy', async () => {
      const log = await run(['a', 'slow'], 3, late('timeout on a busy machine'), {
        stopEarly: true,
      });
      assert.equal(kinds(log)['slow 0'], 'value');
      assert.equal(limitsOf(log).at(-1), 2000);
    });
  });

  it('cuts a request up for the workers that it can count on', async () => {
    const sources = Array.from({ length: 12 }, (_, i) => `p${i}`);
    const alone = await run(sources, 1, () => value, { lanes: 2 }, undefined, 2);
    assert.ok(alone.batches.length >= 3);
    const amongOthers = await run(sources, 1, () => value, { lanes: 2 }, undefined, 0.5);
    assert.equal(amongOthers.batches.length, 1);
  });

  it('stops early at a timeout when asked, otherwise at the second', async () => {
    const script = (): Deed => 'timeout';
    const early = await run(['p'], 3, script, { stopEarly: true });
    assert.deepEqual(Object.values(kinds(early)), ['timeout', 'skipped', 'skipped']);
    const later = await run(['p'], 3, script);
    assert.deepEqual(Object.values(kinds(later)), ['timeout', 'timeout', 'skipped']);
  });

  it('skips the rest of a program of which enough is known', async () => {
    const log = await run(
      ['a', 'bad', 'b', 'c', 'd', 'e', 'f', 'g'],
      3,
      () => value,
      { stopEarly: true },
      (source, call) => source === 'bad' && call === 1,
    );
    assert.equal(kinds(log)['bad 2'], 'skipped');
    assert.equal(log.completed.length, 8);
  });

  it('blames no program for one loss of the server, but for two', async () => {
    const once = await run(['p'], 2, (_, call, attempt) =>
      call === 1 && attempt === 1 ? 'lost' : value,
    );
    assert.deepEqual(Object.values(kinds(once)), ['value', 'value']);
    const always = await run(['a', 'p'], 2, (source) => (source === 'p' ? 'lost' : value));
    assert.equal(kinds(always)['p 0'], 'crash');
    assert.equal(kinds(always)['a 1'], 'value');
    assert.equal(always.completed.length, 2);
  });

  it('runs a program that found no memory again, alone', async () => {
    const starved: Outcome = { kind: 'exception', type: 'MemoryError', message: '', ms: 1 };
    const log = await run(['a', 'p', 'b', 'c'], 1, (source, _, __, batch) =>
      source === 'p' && batch.programs.length > 1 ? starved : value,
    );
    assert.equal(kinds(log)['p 0'], 'value');
    const greedy = await run(['a', 'p', 'b', 'c'], 1, (source) =>
      source === 'p' ? starved : value,
    );
    assert.equal(kinds(greedy)['p 0'], 'crash');
    assert.equal(greedy.completed.length, 4);
  });
});
