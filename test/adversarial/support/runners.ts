/** The real runner, with the tiers that this machine has. */
import { fileURLToPath } from 'node:url';
import { defaultPolicy } from '../../../src/node/runner/policy.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import type { TierName } from '../../../src/node/runner/tiers/tier.ts';
import { markName } from './sandboxed-processes.ts';

export const assets = fileURLToPath(new URL('../../../src/node/runner', import.meta.url));

/** @param mark Carried by every sandboxed process in its environment. */
export function runnerOn(tier: TierName, mark: string, cores = 1): SandboxedRunner {
  return new SandboxedRunner({
    assets,
    allowUnsandboxed: false,
    tiers: [tier],
    cores,
    policy: { ...defaultPolicy, environment: { ...defaultPolicy.environment, [markName]: mark } },
  });
}

/** The tiers that work here; `missing` says what the others lack. */
export async function workingTiers(): Promise<{ tiers: TierName[]; missing: string[] }> {
  const tiers: TierName[] = [];
  const missing: string[] = [];
  for (const tier of ['bubblewrap', 'landlock', 'seatbelt'] as const) {
    const runner = runnerOn(tier, 'probe');
    const report = await runner.describe();
    await runner.dispose();
    if (report.tier === undefined) missing.push(report.problem ?? tier);
    else tiers.push(tier);
  }
  return { tiers, missing };
}
