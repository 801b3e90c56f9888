import type { SolvedFunction } from '../solution.ts';
import { isTrusted } from '../check.ts';
import type { Routine } from '../engine/step.ts';
import { components, solveOrder, type Component } from '../plan/graph.ts';
import {
  evidenceOf,
  pinEvidence,
  nextSolution,
  searchAgain,
  solveComponent,
  type ComponentOutcome,
} from './parsel-component.ts';
import { planToSolve } from './parsel-plan.ts';
import { ParselState } from './parsel-state.ts';
import { provingFile, type Found } from './prove-file.ts';

/**
 * Parsel: a plan of described functions, each sampled alone, chosen together.
 *
 *     Parsel(plan):
 *       sample      8 implementations of every function, knowing what it calls
 *       components  strongly connected ones of the call graph, in which a function without an
 *                   example of its own also needs those who call it; dependencies first
 *       search      per component, the product of implementations in shuffled order, until one
 *                   combination passes every example
 *       on failure  double the samples up to 64; fill in helpers that nobody defined; divide
 *                   further; go back to an earlier component and take its next solution
 *
 * Beyond the paper: parts that combinations share are run once, and a combination that passed is run
 * again alone before it is believed.
 */
export const parsel = provingFile({
  name: 'parsel',
  *solve(context) {
    const nodes = yield* planToSolve(context);
    const state = new ParselState(context, nodes);
    yield* state.sample(state.names, state.options.samples);
    const list = components(state.plan, (name) => state.item(name).tests.length > 0);
    const work: Work = { state, list, outcomes: new Map(), backtracks: state.options.backtracks };
    for (const index of solveOrder(list)) {
      const outcome = yield* solveComponent(state, list[index]?.members ?? []);
      work.outcomes.set(index, outcome);
      if (!outcome.solved) yield* backtrack(work, index);
    }
    return solutionOf(state, [...work.outcomes.values()]);
  },
});

interface Work {
  readonly state: ParselState;
  readonly list: readonly Component[];
  /** By index in `list`; filled dependencies first. */
  readonly outcomes: Map<number, ComponentOutcome>;
  /** How often an earlier component may still be solved in another way. */
  backtracks: number;
}

/** All components that one needs, directly or not, nearest first. */
function neededBy(list: readonly Component[], index: number): readonly number[] {
  const found = new Set(list[index]?.needs);
  // A Set goes on to what is added while it is walked.
  for (const needed of found) for (const next of list[needed]?.needs ?? []) found.add(next);
  return [...found];
}

/**
 * Perhaps a dependency passed its own examples and is wrong all the same: takes its next solution
 * and searches again all that needs it. Where that does not help, the first solution stays.
 */
function* backtrack(work: Work, failed: number): Routine<void> {
  const { state, list, outcomes } = work;
  for (const dependency of neededBy(list, failed)) {
    const other = outcomes.get(dependency);
    if (other === undefined) continue;
    const before = new Map(state.chosen);
    const affected = [...outcomes.keys()].filter((each) =>
      neededBy(list, each).includes(dependency),
    );
    while (work.backtracks > 0) {
      const next = yield* nextSolution(state, other);
      if (next === undefined) break;
      work.backtracks -= 1;
      const again = yield* searchAll(work, affected);
      if (again === undefined) continue;
      outcomes.set(dependency, next);
      for (const [index, outcome] of again) outcomes.set(index, outcome);
      return;
    }
    for (const [name, candidate] of before) state.chosen.set(name, candidate);
  }
}

/** Solutions of all the components; nothing where one of them has none. */
function* searchAll(
  { state, outcomes, backtracks }: Work,
  indices: readonly number[],
): Routine<ReadonlyMap<number, ComponentOutcome> | undefined> {
  const found = new Map<number, ComponentOutcome>();
  for (const index of indices) {
    const members = outcomes.get(index)?.members ?? [];
    const outcome = yield* searchAgain(state, members, `${members.join('+')}/back-${backtracks}`);
    if (!outcome.solved) return undefined;
    found.set(index, outcome);
  }
  return found;
}

/** The target with the helpers that its chosen implementation reaches, dependencies last. */
function solutionOf(state: ParselState, outcomes: readonly ComponentOutcome[]): Found {
  const { root } = state;
  const solvedBy = new Map(
    outcomes.flatMap((outcome) => outcome.members.map((name) => [name, outcome] as const)),
  );
  const functionOf = (name: string): readonly SolvedFunction[] => {
    const candidate = state.chosen.get(name);
    const outcome = solvedBy.get(name);
    if (candidate === undefined || outcome === undefined) return [];
    const { contract } = state.item(name);
    const evidence = [
      ...pinEvidence(state, name),
      ...evidenceOf(state, outcome.members, outcome.solved),
    ];
    const accepted = outcome.solved && outcome.proved;
    const pinned = state.isPinned(name) && { pinned: true as const };
    return [{ contract, candidate, evidence, accepted, ...pinned }];
  };
  const target = functionOf(root);
  const reached = state.reachedFrom(root);
  const { tests, sampled } = state.item(root);
  const chosen = state.chosen.get(root);
  const isSolved = [root, ...reached].every((name) => solvedBy.get(name)?.solved === true);
  const isProved = [root, ...reached].some((name) => solvedBy.get(name)?.proved === true);
  return {
    accepted: isSolved && isProved,
    ...(isSolved
      ? {}
      : { verdict: { level: 'failed' as const, why: 'No combination passes every constraint.' } }),
    functions: target.length === 0 ? [] : [...target, ...reached.toReversed().flatMap(functionOf)],
    plan: state.plan,
    tests: tests.filter((test) => !isTrusted(test)),
    agreement: { agrees: chosen ? state.alike(root, chosen) : 0, of: sampled.length },
    passed: { passed: isSolved ? tests.length : 0, of: tests.length },
    checks: tests,
  };
}
