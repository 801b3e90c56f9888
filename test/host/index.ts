/** Entry point inside the extension host: VS Code calls `run()` with the workbench open. */
import Mocha from 'mocha';
import { control, workbench } from './bridge.ts';
import type { RunPlan } from './protocol.ts';
import { ResultSender } from './reporter.ts';

export async function run(): Promise<void> {
  const sender = new ResultSender((event) => control.report(event));
  let failures: number;
  try {
    failures = await runMocha(await control.plan(), sender);
  } catch (error) {
    await sender.crash(error);
    throw error;
  }
  await sender.end();
  if (failures > 0 || sender.added > 0) {
    throw new Error(`${failures + sender.added} host tests failed`);
  }
}

/** Returns the number of failures. Rejects when a file does not load. */
async function runMocha(plan: RunPlan, sender: ResultSender): Promise<number> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: plan.timeoutMs,
    forbidOnly: true,
    // Somebody else's editor in a browser is late now and then; what fails twice is ours. Every second
    // attempt is told.
    retries: 1,
    reporter: class extends Mocha.reporters.Base {
      constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        ignoreTelemetry(runner);
        sender.watch(runner);
      }
    },
    ...(plan.grep === null ? {} : { grep: plan.grep }),
  });
  mocha.rootHooks({
    async afterEach(this: Mocha.Context) {
      const test = this.currentTest;
      if (test?.state === 'failed') {
        const name = test.fullTitle().replace(/[^a-z0-9]+/gi, '-');
        await workbench.picture(`failed-${name.slice(0, 80)}`, null, null);
      }
      const refused = await control.takeRefusedDialogs();
      for (const dialog of refused) {
        // A hook that throws would end the whole run.
        sender.fail(test?.fullTitle() ?? 'a test', `a dialog came up and was refused: ${dialog}`);
      }
    },
  });
  for (const file of plan.files) {
    mocha.addFile(file);
  }
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    mocha.run(resolve);
  });
}

/**
 * VS Code's own extensions share this process, and where the network is cut off their telemetry
 * leaves errors unhandled that mocha would blame on the test at hand.
 */
function ignoreTelemetry(runner: Mocha.Runner): void {
  const blamed = runner as unknown as { uncaught: (error: unknown) => void };
  const { uncaught } = blamed;
  blamed.uncaught = (error) => {
    const { hostname } = error as { hostname?: unknown };
    if (typeof hostname === 'string' && hostname.endsWith('.data.microsoft.com')) return;
    uncaught(error);
  };
}
