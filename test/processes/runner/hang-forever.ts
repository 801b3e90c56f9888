/** Runs a program that never ends, and says when it does: to be killed. */
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { runnerAssets } from './runner-assets.ts';

const runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false, cores: 1 });
await runner.run(
  {
    language: 'python',
    programs: [
      { id: 'a', source: 'def f(): return 1', entry: 'f' },
      { id: 'b', source: 'def f():\n    while True: pass', entry: 'f' },
    ],
    checks: [{ id: 'p', call: 'f()' }],
    limits: { callMs: 600_000 },
    alone: true,
  },
  {
    signal: new AbortController().signal,
    onProgram: () => process.stdout.write('running\n'),
  },
);
