import { ask, report } from '../engine/step.ts';
import type { Strategy } from '../engine/strategy.ts';
import { contractFromDescription } from '../operators/contract-from-description.ts';
import { noSolution } from '../solution.ts';
import { surroundingsOf } from './job.ts';

/** Output limit of a proposed contract, in tokens. */
const proposalTokens = 1024;

/**
 * Has a model propose a function for the description in the task's contract. Nothing is run. Accepted
 * where there is a proposal: it is the only function of the plan.
 */
export const propose: Strategy = {
  name: 'propose',
  *solve({ task, settings }) {
    const { contract: wanted } = task;
    const node = wanted.name;
    yield* report({ type: 'node', node, contract: wanted });
    yield* report({ type: 'state', node, state: 'sampling', wanted: 1 });
    const asked = yield* ask(node, contractFromDescription, {
      surroundings: surroundingsOf(task),
      description: wanted.description,
      maxTokens: Math.min(proposalTokens, settings.maxTokens),
    });
    const contract = asked.ok ? asked.value.output?.contract : undefined;
    if (contract === undefined) {
      const problem = asked.ok ? nothingProposed : asked.error.message;
      yield* report({ type: 'state', node, state: 'failed', note: problem });
      return { ...noSolution, problem };
    }
    yield* report({ type: 'node', node, contract });
    yield* report({ type: 'state', node, state: 'solved' });
    const functions = new Map([[contract.name, { contract, calls: [] }]]);
    return { ...noSolution, accepted: true, plan: { root: contract.name, functions } };
  },
};

const nothingProposed =
  'The model answered without a function. Describe it in other words, or write its stub yourself and grow that.';
