/** A process that owns a runner in the middle of its work, to be killed: `owner.ts TIER MARK`. */
import { runnerOn } from './runners.ts';
import { stubborn } from './stubborn.ts';
import type { TierName } from '../../../src/node/runner/tiers/tier.ts';

const [, , tier, mark] = process.argv;
if (tier === undefined || mark === undefined) throw new Error('usage: owner.ts TIER MARK');
const runner = runnerOn(tier as TierName, mark, 2);
const { signal } = new AbortController();
await Promise.all(stubborn.map((request) => runner.run(request, { signal })));
