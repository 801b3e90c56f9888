import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { defaultPolicy } from '../../../src/node/runner/policy.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { markName, processesLeft } from '../../adversarial/support/sandboxed-processes.ts';
import { runnerContract } from '../../unit/runner/contract.ts';
import { python, typescript } from '../../unit/runner/contract-samples.ts';
import { runnerAssets } from './runner-assets.ts';

function childProcesses(): string {
  const { pid } = process;
  return process.platform === 'linux'
    ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    : '';
}

describe('the sandboxed runner', () => {
  it('that ends while it looks for interpreters and tiers leaves no process behind', async () => {
    const before = childProcesses();
    const runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
    const described = runner.describe();
    await runner.dispose();
    assert.equal(childProcesses(), before);
    await described;
  });
});

runnerContract('the sandboxed runner', {
  samples: [python, typescript],
  make: () => {
    const mark = randomUUID();
    const environment = { ...defaultPolicy.environment, [markName]: mark };
    return {
      runner: new SandboxedRunner({
        assets: runnerAssets,
        allowUnsandboxed: false,
        cores: 2,
        policy: { ...defaultPolicy, environment },
      }),
      leftBehind: () => processesLeft(mark, 0),
    };
  },
});
