import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  describeExpected,
  fits,
  readHostilePrograms,
  type HostileProgram,
} from './support/hostile-program.ts';
import { HostileRuns, type HostileRun } from './support/hostile-run.ts';
import { assets, runnerOn, workingTiers } from './support/runners.ts';
import { openDescriptors, processesLeft } from './support/sandboxed-processes.ts';
import { Traps } from './support/traps.ts';

const own = fileURLToPath(new URL('./programs', import.meta.url));
const elsewhere = process.env['COPPICE_HOSTILE_PROGRAMS'];
const programs = [
  ...readHostilePrograms(own),
  ...(elsewhere === undefined ? [] : readHostilePrograms(elsewhere)),
];
const { tiers, missing } = await workingTiers();

describe('hostile programs', () => {
  it('are at least a hundred and fifty, in both languages, each with a tier to hold it', () => {
    assert.ok(programs.length >= 150);
    assert.ok(programs.some(({ language }) => language === 'python'));
    assert.ok(programs.some(({ language }) => language === 'javascript'));
    assert.ok(tiers.length > 0, `no sandbox works here: ${missing.join('; ')}`);
  });

  for (const tier of tiers) {
    describe(`behind ${tier}`, () => {
      const runs = new Map<HostileProgram, Promise<HostileRun>>();
      let traps: Traps;
      let runner: ReturnType<typeof runnerOn>;
      let descriptors: number;
      let memory: number;

      before(async () => {
        traps = await Traps.set();
        descriptors = openDescriptors();
        memory = process.memoryUsage().rss;
        runner = runnerOn(tier, traps.mark);
        const hostile = new HostileRuns(runner, traps, assets);
        // The languages have processes of their own, so they can run side by side.
        for (const language of ['python', 'javascript', 'typescript'] as const) {
          let last: Promise<unknown> = Promise.resolve();
          for (const program of programs.filter((one) => one.language === language)) {
            const run = last.then(() => hostile.run(program));
            last = run.catch(() => undefined);
            runs.set(program, run);
          }
        }
      });

      after(async () => {
        await runner.dispose();
        await traps.dispose();
      });

      for (const program of programs) {
        it(`${program.language} ${program.name} must not ${program.mustNot}`, async () => {
          const run = await runs.get(program);
          assert.ok(run !== undefined);
          for (const outcome of run.outcomes) {
            assert.ok(
              program.outcomes.some((expected) => fits(outcome, expected)),
              `expected ${describeExpected(program.outcomes)}, got ${JSON.stringify(outcome).slice(0, 600)}`,
            );
          }
          assert.equal(run.passed, false, 'it passed a test that nothing honest can pass');
          const told = JSON.stringify(run.outcomes);
          assert.ok(!told.includes(traps.canary), 'it read the canary');
          assert.ok(!told.includes(traps.expected), 'it read what was expected');
          assert.deepEqual(run.neighbours, run.undisturbed, 'it changed its neighbours');
          assert.deepEqual(run.asked, run.undisturbed, 'it changed neighbours that lose nothing');
          assert.deepEqual(run.decided, [], 'it decided a verdict');
          assert.deepEqual(run.empty, [], 'these do not hold of what is honest');
        });
      }

      it('touched nothing outside', () => {
        assert.deepEqual(traps.violations(), []);
        const key = readFileSync(`${traps.home}/.ssh/id_rsa`, 'utf8');
        assert.equal(key, traps.canary);
      });

      it('did not fill the memory of the trusted side', () => {
        const grown = (process.memoryUsage().rss - memory) / 2 ** 20;
        assert.ok(grown < 600, `it grew by ${grown} MiB`);
      });

      it('left no process and no descriptor behind', async () => {
        await runner.dispose();
        assert.deepEqual(await processesLeft(traps.mark, 2000), []);
        assert.ok(
          openDescriptors() <= descriptors + 2,
          `${openDescriptors()} open, ${descriptors} before`,
        );
      });
    });
  }
});
