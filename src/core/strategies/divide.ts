import { divideTarget, planOf } from './division.ts';
import { noSolution } from '../solution.ts';
import type { Strategy } from '../engine/strategy.ts';

/** Decompose only: divides the target and ends with the plan. Nothing is run. */
export const divideOnly: Strategy = {
  name: 'divide',
  *solve(context) {
    const nodes = yield* divideTarget(context);
    const [root] = nodes.values();
    const accepted = root !== undefined && root.drafts.length > 0;
    return { ...noSolution, accepted, plan: planOf(nodes) };
  },
};
