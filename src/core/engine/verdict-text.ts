import type { Solution } from '../solution.ts';
import type { RunResult } from './run-session.ts';

/** How a run that is over stands: `9 of 11 agree, 12/12 tests`. */
export function verdictText({ state, reason, solution, message }: RunResult): string {
  if (state === 'solved' && solution?.plan && solution.functions.length === 0) {
    const { size } = solution.plan.functions;
    return size === 1 ? 'planned: 1 function' : `planned: ${size} functions`;
  }
  if (!solution || solution.functions.length === 0) {
    return state === 'cancelled' ? 'stopped' : (firstSentence(message) ?? 'no candidate');
  }
  const score = scoreText(solution);
  if (solution.accepted) return score;
  const isUsedUp = state === 'paused' && reason !== 'unasked';
  return `${isUsedUp ? 'budget used up' : 'not proven'}: ${score}`;
}

/** What speaks for a solution, in figures. */
function scoreText({ agreement, passed }: Solution): string {
  const agree = agreement.of === 1 ? '1 candidate' : `${agreement.agrees} of ${agreement.of} agree`;
  const tests = passed.of === 0 ? 'no tests' : `${passed.passed}/${passed.of} tests`;
  return `${agree}, ${tests}`;
}

function firstSentence(text: string | undefined): string | undefined {
  return text?.split(/(?<=\.)\s/)[0]?.replace(/\.$/, '');
}
