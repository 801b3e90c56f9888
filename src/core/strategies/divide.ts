import { divideTarget, planOf } from './division.ts';
import type { Strategy } from '../engine/strategy.ts';

/** Decompose only: divides the target and ends with the plan. Nothing is run. */
export const divideOnly: Strategy = {
  name: 'divide',
  *solve(context) {
    const nodes = yield* divideTarget(context);
    const [root] = nodes.values();
    return {
      accepted: root !== undefined && root.drafts.length > 0,
      functions: [],
      plan: planOf(nodes),
      tests: [],
      agreement: { agrees: 0, of: 0 },
      passed: { passed: 0, of: 0 },
    };
  },
};
