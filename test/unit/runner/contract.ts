/**
 * What every Runner promises, as tests: "The runner seam" in ARCHITECTURE.md says it in words. Put
 * another one through it:
 *
 *     runnerContract('my runner', { samples: [python], make: () => ({ runner, leftBehind }) });
 */
import assert from 'node:assert/strict';
import type { Probe, Test } from '../../../src/core/check.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { CheckResult, RunReply, RunRequest } from '../../../src/core/ports.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import type { OwnedRunner } from '../../../src/node/runner/owned-runner.ts';
import type { Samples } from './contract-samples.ts';

export interface ContractSubject {
  /** The languages that it runs. */
  readonly samples: readonly Samples[];
  /** A new one, of which the test disposes. */
  make(): RunnerOnTrial;
}

export interface RunnerOnTrial {
  readonly runner: OwnedRunner;
  /** What is there of it after it was disposed of: processes, connections, work elsewhere. */
  readonly leftBehind: () => Promise<readonly unknown[]>;
}

const never = new AbortController().signal;
/** No limit of its own ends a run that a test is about to end. */
const patient = { callMs: 600_000 };

const probe: Probe = { id: 'p', call: 'f(1)' };

function expecting(expected: string, id = 't', call = 'f(1)'): Test {
  return { id, call, source: 'user', expectation: { kind: 'equals', expected } };
}

/** A request that nobody may change. */
function request(
  language: LanguageId,
  sources: readonly string[],
  checks: readonly (Probe | Test)[],
  more: Partial<RunRequest> = {},
): RunRequest {
  const programs = sources.map((source, index) => ({ id: `program ${index}`, source, entry: 'f' }));
  return frozen({ language, programs, checks, ...more });
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

/** Results without the time that they took. */
function timeless(results: RunReply['results']): unknown {
  return results.map((row) =>
    row.map(({ outcome, ...others }) => ({ ...others, outcome: { ...outcome, ms: 0 } })),
  );
}

/** Values as texts, where numbers of all languages look alike; else the kind of the outcome. */
const values = (results: RunReply['results']): string[][] =>
  results.map((row) => row.map(({ outcome }) => numberText(outcome) ?? outcome.kind));

function numberText(outcome: Outcome | undefined): string | undefined {
  return outcome?.kind === 'value' ? outcome.value.replace(/\.0$/, '') : undefined;
}

export function runnerContract(name: string, subject: ContractSubject): void {
  describe(`the contract of a runner: ${name}`, function () {
    this.timeout(120_000);
    let trial: RunnerOnTrial;
    let runner: OwnedRunner;

    before(() => {
      trial = subject.make();
      ({ runner } = trial);
    });

    after(async () => {
      await runner.dispose();
      assert.deepEqual(await trial.leftBehind(), []);
    });

    async function ran(asked: RunRequest): Promise<RunReply['results']> {
      const reply = await runner.run(asked, { signal: never });
      assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
      return reply.value.results;
    }

    it('refuses a language that it does not know, and says so', async () => {
      const reply = await runner.run(request('algol' as LanguageId, ['f'], [probe]), {
        signal: never,
      });
      assert.ok(!reply.ok);
      assert.equal(reply.error.reason, 'unsupported-language');
      assert.match(reply.error.message, /algol/);
    });

    it('says what isolates programs, and whether each language can be run', async () => {
      const { interpreters } = await runner.describe();
      assert.ok(interpreters.length > 0);
      for (const { description } of interpreters) assert.notEqual(description, '');
    });

    for (const samples of subject.samples) {
      describe(samples.language, () => languageContract(samples, subject, () => runner, ran));
    }
  });
}

function languageContract(
  samples: Samples,
  subject: ContractSubject,
  runnerOf: () => OwnedRunner,
  ran: (asked: RunRequest) => Promise<RunReply['results']>,
): void {
  const { language, double, endless } = samples;

  describe('order', () => {
    it('is that of the request, whoever is done first', async () => {
      const sources = [samples.slow, double, samples.throws, samples.slow, double];
      const checks = [3, 1, 2].map((n) => ({ id: 'same', call: `f(${n})` }));
      const twice = ['6', '2', '4'];
      const never = ['exception', 'exception', 'exception'];
      assert.deepEqual(values(await ran(request(language, sources, checks))), [
        ...[twice, twice, never, twice, twice],
      ]);
    });

    it('has a row for every program, and a place for every check', async () => {
      assert.deepEqual(await ran(request(language, [], [probe])), []);
      assert.deepEqual(await ran(request(language, [double, double], [])), [[], []]);
    });

    it('changes nothing: the same request has the same reply', async () => {
      const sources = [double, samples.throws, samples.slow, samples.malformed, samples.prints];
      const asked = request(language, sources, [probe, expecting('2')], { hashSeed: 7 });
      assert.deepEqual(timeless(await ran(asked)), timeless(await ran(asked)));
    });

    it('holds for requests side by side', async () => {
      const replies = await Promise.all(
        [1, 2, 3, 4, 5].map((n) =>
          ran(request(language, [double, samples.slow], [{ id: 'p', call: `f(${n})` }])),
        ),
      );
      const expected = [1, 2, 3, 4, 5].map((n) => [[`${2 * n}`], [`${2 * n}`]]);
      assert.deepEqual(replies.map(values), expected);
    });
  });

  describe('verdicts', () => {
    it('are given for tests, and for probes none', async () => {
      const checks: (Probe | Test)[] = [
        probe,
        expecting('2'),
        expecting('3'),
        expecting('1 + 1'),
        { ...expecting(''), expectation: { kind: 'throws' } },
        { ...expecting(''), call: 'property', expectation: samples.property },
      ];
      const [good, bad] = await ran(request(language, [double, samples.throws], checks));
      const passed = (row: readonly CheckResult[] | undefined) => row?.map((one) => one.passed);
      assert.deepEqual(passed(good), [undefined, true, false, true, false, true]);
      assert.deepEqual(passed(bad), [undefined, false, false, false, true, false]);
    });

    it('are not moved by a result that says it equals everything', async () => {
      const [row] = await ran(request(language, [samples.liar], [expecting('2')]));
      assert.equal(row?.[0]?.passed, false);
    });

    it('are those of an unspoilt program, whatever ran before it', async () => {
      const { spoils, spoilt, unspoilt } = samples;
      const sources = [spoils, spoilt, spoils, spoilt];
      for (const alone of [false, true]) {
        const rows = values(await ran(request(language, sources, [probe], { alone })));
        assert.deepEqual([rows[1], rows[3]], [[unspoilt], [unspoilt]]);
      }
    });
  });

  describe('what a program does', () => {
    it('is an outcome, never a failure of the request', async () => {
      const { throws, malformed, entryless, greedy } = samples;
      const sources = [throws, malformed, entryless, greedy, endless, double];
      const limits = { callMs: 2000, memoryMiB: 128 };
      const rows = await ran(request(language, sources, [probe], { limits }));
      const kinds = rows.map(([only]) => only?.outcome.kind ?? 'none');
      assert.ok(['crash', 'timeout'].includes(kinds[3] ?? ''), kinds[3]);
      kinds.splice(3, 1);
      const expected = ['exception', 'refused', 'refused', 'timeout', 'value'];
      assert.deepEqual(kinds, expected, JSON.stringify(rows));
    });

    it('ends at the first trusted test that fails, where the request says so', async () => {
      const checks = [expecting('3', 'a'), expecting('2', 'b'), expecting('2', 'c', 'f(1 )')];
      const asked = request(language, [endless, double], checks, {
        stopEarly: true,
        limits: { callMs: 500 },
      });
      const rows = await ran(asked);
      assert.deepEqual(
        rows.map((row) => row[0]?.passed),
        [false, false],
      );
      assert.equal(rows[0]?.[2]?.outcome.kind, 'skipped');
    });

    it('may print; what it prints is kept where the request says so', async () => {
      for (const printed of [false, true]) {
        const [row] = await ran(request(language, [samples.prints], [probe], { printed }));
        const outcome = row?.[0]?.outcome;
        assert.ok(outcome?.kind === 'value' && numberText(outcome) === '2');
        assert.equal(outcome.printed?.trim(), printed ? 'said' : undefined);
      }
    });

    it('may import the modules of the request, and no others', async () => {
      const { imports, modules } = samples;
      const anew = JSON.parse(JSON.stringify(modules)) as typeof modules;
      for (const set of [modules, anew]) {
        const asked = request(language, [imports, double], [probe], { modules: set });
        assert.deepEqual(values(await ran(asked)), [['3'], ['2']]);
      }
      const other: typeof modules = {
        ...modules,
        modules: modules.modules.map((module) => ({
          ...module,
          source: module.source.replace('3', '5'),
        })),
      };
      assert.deepEqual(
        values(await ran(request(language, [imports], [probe], { modules: other }))),
        [['5']],
      );
      const [[without] = []] = values(await ran(request(language, [imports], [probe])));
      assert.ok(without === 'refused' || without === 'exception', without);
    });
  });

  describe('streaming', () => {
    it('tells of each program once, with what the reply will say', async () => {
      const told = new Map<string, readonly CheckResult[]>();
      const asked = request(
        language,
        [samples.slow, double, samples.malformed, samples.throws],
        [probe, expecting('2')],
      );
      let over = false;
      const reply = await runnerOf().run(asked, {
        signal: never,
        onProgram: (program, results) => {
          assert.ok(!over && !told.has(program), program);
          told.set(program, results);
        },
      });
      over = true;
      assert.ok(reply.ok);
      assert.deepEqual(
        asked.programs.map(({ id }) => told.get(id)),
        reply.value.results,
      );
    });

    it('does not wait for the programs that are not done, nor for their cancellation', async () => {
      const cancel = new AbortController();
      const told: string[] = [];
      const asked = request(language, [double, endless], [probe], { limits: patient, alone: true });
      const reply = await runnerOf().run(asked, {
        signal: cancel.signal,
        onProgram: (program) => {
          told.push(program);
          cancel.abort();
        },
      });
      assert.equal(reply.ok ? 'ran' : reply.error.reason, 'cancelled');
      assert.deepEqual(told, ['program 0']);
    });

    it('tells who watches what goes on, until they have seen enough', async () => {
      const seen: string[] = [];
      const unwatch = runnerOf().watch(({ kind }) => seen.push(kind));
      await ran(request(language, [double], [probe]));
      assert.ok(seen.includes('program'));
      unwatch();
      const { length } = seen;
      await ran(request(language, [double], [probe]));
      assert.equal(seen.length, length);
    });
  });

  describe('cancellation', () => {
    it('before the start runs nothing', async () => {
      const reply = await runnerOf().run(request(language, [double], [probe]), {
        signal: AbortSignal.abort(),
        onProgram: () => assert.fail('it was run'),
      });
      assert.equal(reply.ok ? 'ran' : reply.error.reason, 'cancelled');
    });

    it('ends that request and no other', async () => {
      const cancel = new AbortController();
      const hanging = runnerOf().run(
        request(language, [double, endless, endless], [probe], { limits: patient, alone: true }),
        { signal: cancel.signal, run: 'hanging', onProgram: () => cancel.abort() },
      );
      const others = [1, 2, 3].map(() => ran(request(language, [samples.slow, double], [probe])));
      const reply = await hanging;
      assert.equal(reply.ok ? 'ran' : reply.error.reason, 'cancelled');
      for (const results of await Promise.all(others)) {
        assert.deepEqual(values(results), [['2'], ['2']]);
      }
    });
  });

  describe('fairness', () => {
    it('lets a small run through while a large one goes on', async () => {
      const sources = Array.from({ length: 24 }, () => samples.slow);
      const order: string[] = [];
      let small: Promise<unknown> | undefined;
      const large = runnerOf()
        .run(request(language, sources, [probe], { alone: true }), {
          signal: never,
          run: 'large',
          onProgram: () => {
            small ??= runnerOf()
              .run(request(language, [double], [probe]), { signal: never, run: 'small' })
              .then(() => order.push('small'));
          },
        })
        .then(() => order.push('large'));
      await large;
      await small;
      assert.deepEqual(order, ['small', 'large']);
    });
  });

  describe('ownership', () => {
    it('ends with its owner: runs under way and later ones are cancelled, nothing is left', async () => {
      const { runner, leftBehind } = subject.make();
      const asked = request(language, [double, endless], [probe], {
        limits: patient,
        alone: true,
      });
      let disposed: Promise<void> | undefined;
      const running = runner.run(asked, {
        signal: never,
        onProgram: () => {
          disposed = runner.dispose();
        },
      });
      const reply = await running;
      assert.equal(reply.ok ? 'ran' : reply.error.reason, 'cancelled');
      await disposed;
      assert.deepEqual(await leftBehind(), []);
      const late = await runner.run(asked, { signal: never });
      assert.equal(late.ok ? 'ran' : late.error.reason, 'cancelled');
      await runner.dispose();
      assert.deepEqual(await leftBehind(), []);
    });

    it('may end before anything began, or while it begins', async () => {
      await subject.make().runner.dispose();
      const { runner, leftBehind } = subject.make();
      const running = runner.run(request(language, [double], [probe]), { signal: never });
      await runner.dispose();
      assert.deepEqual(await leftBehind(), []);
      const reply = await running;
      assert.equal(reply.ok ? 'ran' : reply.error.reason, 'cancelled');
    });
  });
}
