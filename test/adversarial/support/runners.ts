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

/** The tiers of a platform, by its name for Node. */
const tiersOf: Readonly<Partial<Record<NodeJS.Platform, readonly TierName[]>>> = {
  linux: ['bubblewrap', 'landlock'],
  darwin: ['seatbelt'],
};

/**
 * The tiers that work here; `missing` says what the others lack. Throws where `COPPICE_ALL_TIERS` is set
 * and one is missing.
 */
export async function workingTiers(): Promise<{ tiers: TierName[]; missing: string[] }> {
  const tiers: TierName[] = [];
  const missing: string[] = [];
  for (const tier of tiersOf[process.platform] ?? []) {
    const runner = runnerOn(tier, 'probe');
    const report = await runner.describe();
    await runner.dispose();
    if (report.tier === undefined) missing.push(report.problem ?? tier);
    else tiers.push(tier);
  }
  if (process.env['COPPICE_ALL_TIERS'] !== undefined && missing.length > 0) {
    throw new Error(missing.join('\n'));
  }
  return { tiers, missing };
}
