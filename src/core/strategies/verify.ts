import type { Test } from '../check.ts';
import type { Evidence } from '../evidence.ts';
import { report } from '../engine/step.ts';
import type { Strategy } from '../engine/strategy.ts';
import { writtenCode } from '../program/written-code.ts';
import { noSolution, type Solution } from '../solution.ts';
import type { Entry } from './entry.ts';
import { boardOf, targetJob } from './job.ts';
import { hasPassed, isProved } from './judge.ts';

/**
 * Runs what the target's file has on its trusted examples, or what is pinned for it instead. Asks no
 * model and nobody else. Accepted where there are examples and it passes all of them.
 */
export const verify: Strategy = {
  name: 'verify',
  *solve({ task }) {
    const job = targetJob(task);
    const { node, pinned } = job;
    yield* report({ type: 'node', node, contract: task.contract });
    const candidate = pinned ?? writtenCode(task);
    if (candidate === undefined) {
      const problem = `${task.contract.name} is not written yet. Grow it first.`;
      yield* report({ type: 'state', node, state: 'failed', note: problem });
      return { ...noSolution, problem };
    }
    yield* report({ type: 'candidate', node, candidate });
    yield* report({ type: 'tests', node, tests: [...job.examples, ...job.added] });
    yield* report({ type: 'state', node, state: 'running' });
    const board = boardOf(job, task);
    yield* board.add(candidate);
    yield* board.run('examples');
    yield* report({ type: 'matrix', node, matrix: board.results() });
    const of = board.trusted.length;
    const entry = board.entry(candidate.id);
    const passed = board.trusted.filter(({ id }) => entry && hasPassed(entry, id)).length;
    const proved = entry !== undefined && isProved(entry, board);
    const accepted = of > 0 && passed === of && proved;
    const doubt = proved || passed < of ? '' : ' Its own objects decided all of them.';
    const note =
      of === 0
        ? 'It has no examples to run it on.'
        : (unrun(board.trusted, entry) ?? `Passes ${passed} of ${of} examples.${doubt}`);
    const evidence: readonly Evidence[] = [{ source: 'trusted-examples', weight: 1, note }];
    yield* report({ type: 'selected', node, candidate: candidate.id, evidence, accepted });
    yield* report({ type: 'state', node, state: accepted ? 'solved' : 'failed', note });
    const solution: Solution = {
      ...noSolution,
      accepted,
      functions: [{ contract: task.contract, candidate, evidence, accepted }],
      agreement: { agrees: 1, of: 1 },
      passed: { passed, of },
    };
    return accepted ? solution : { ...solution, problem: note };
  },
};

/** Why nothing was run: the budget has no room for it. */
function unrun(tests: readonly Test[], entry: Entry | undefined): string | undefined {
  const outcomes = tests.map(({ id }) => entry?.results.get(id)?.outcome);
  const details = outcomes.flatMap((each) => (each?.kind === 'skipped' ? [each.detail] : []));
  return details.length === tests.length ? details[0] : undefined;
}
