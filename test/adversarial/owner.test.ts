import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runnerOn, workingTiers } from './support/runners.ts';
import { markedProcesses, openDescriptors, processesLeft } from './support/sandboxed-processes.ts';
import { honest, stubborn } from './support/stubborn.ts';

const owner = fileURLToPath(new URL('./support/owner.ts', import.meta.url));
/** Within that the tree must be gone after its owner was killed. */
const goneWithinMs = 2000;
const { tiers } = await workingTiers();

/** Waits until processes of both languages are at work. */
async function atWork(mark: string): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    const commands = markedProcesses(mark).map(({ command }) => command);
    if (
      commands.some((c) => c.includes('server.py')) &&
      commands.some((c) => c.includes('server.cjs'))
    ) {
      return;
    }
    await delay(20);
  }
  throw new Error('the runner did not get to work');
}

for (const tier of tiers) {
  describe(`the owner of a runner behind ${tier}`, function () {
    if (process.platform !== 'linux') this.pending = true;

    it('leaves no process when it is killed in the middle of a run', async () => {
      const mark = randomUUID();
      const child = spawn(process.execPath, [owner, tier, mark], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await atWork(mark);
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      assert.deepEqual(await processesLeft(mark, goneWithinMs), []);
    });

    it('frees everything when it cancels a run, and can run again', async () => {
      const mark = randomUUID();
      const before = openDescriptors();
      const runner = runnerOn(tier, mark, 2);
      const cancel = new AbortController();
      const runs = stubborn.map((request) => runner.run(request, { signal: cancel.signal }));
      await atWork(mark);
      cancel.abort();
      for (const reply of await Promise.all(runs)) {
        assert.ok(!reply.ok);
        assert.equal(reply.error.reason, 'cancelled');
      }
      const { signal } = new AbortController();
      for (const request of honest) {
        const reply = await runner.run(request, { signal });
        assert.ok(reply.ok);
        assert.deepEqual(
          reply.value.results.map(([only]) => only?.outcome.kind),
          ['value', 'value'],
        );
      }
      await runner.dispose();
      assert.deepEqual(await processesLeft(mark, goneWithinMs), []);
      assert.ok(openDescriptors() <= before + 2);
    });

    it('ends its runs when it disposes of the runner', async () => {
      const mark = randomUUID();
      const runner = runnerOn(tier, mark, 2);
      const { signal } = new AbortController();
      const runs = stubborn.map((request) => runner.run(request, { signal }));
      await atWork(mark);
      await runner.dispose();
      for (const reply of await Promise.all(runs)) assert.equal(reply.ok, false);
      assert.deepEqual(await processesLeft(mark, goneWithinMs), []);
    });
  });
}
