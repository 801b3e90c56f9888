/** Entry point inside the extension host: VS Code calls `run()` with the workbench open. */
import Mocha from 'mocha';
import { control } from './bridge.ts';
import { ResultSender } from './reporter.ts';

export async function run(): Promise<void> {
  const plan = await control.plan();
  const sender = new ResultSender((event) => control.report(event));
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: plan.timeoutMs,
    forbidOnly: true,
    reporter: class extends Mocha.reporters.Base {
      constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        sender.watch(runner);
      }
    },
    ...(plan.grep === null ? {} : { grep: plan.grep }),
  });
  mocha.rootHooks({
    async afterEach() {
      const refused = await control.takeRefusedDialogs();
      if (refused.length > 0) {
        throw new Error(`A dialog came up and was refused: ${refused.join(' | ')}`);
      }
    },
  });
  for (const file of plan.files) {
    mocha.addFile(file);
  }
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  await sender.end();
  if (failures > 0) {
    throw new Error(`${failures} host tests failed`);
  }
}
