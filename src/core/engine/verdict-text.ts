import type { Agreement, Solution } from '../solution.ts';
import { levelLooks, levelOf } from '../verdict.ts';
import type { RunResult } from './run-session.ts';

/** How a run that is over stands: `Proven: 9 of 11 agree, 12/12 tests`. */
export function verdictText({ state, reason, solution, message }: RunResult): string {
  if (state === 'solved' && solution?.plan && solution.functions.length === 0) {
    const { size } = solution.plan.functions;
    return size === 1 ? 'planned: 1 function' : `planned: ${size} functions`;
  }
  if (!solution || solution.functions.length === 0) {
    return state === 'cancelled' ? 'stopped' : (firstSentence(message) ?? 'no candidate');
  }
  const { word } = levelLooks[levelOf(solution)];
  const isUsedUp = state === 'paused' && reason !== 'unasked';
  const score = solution.verdict?.summary ?? scoreText(solution);
  return `${word}: ${isUsedUp ? 'budget used up, ' : ''}${score}${leftOutText(solution)}`;
}

/** What speaks for a solution, in figures. */
function scoreText({ agreement, passed }: Solution): string {
  const tests = passed.of === 0 ? 'no tests' : `${passed.passed}/${passed.of} tests`;
  const { reference } = agreement;
  const checked = reference === undefined ? '' : `, as a slow reference on ${reference} inputs`;
  return `${agreementText(agreement)}, ${tests}${checked}`;
}

function agreementText({ agrees, of, share }: Agreement): string {
  // No share where there was no rival: the others were refused, and are no dissenters.
  if (of === 1 || (agrees === 1 && share === undefined)) return '1 candidate';
  if (agrees === of || share === undefined) return `${agrees} of ${of} agree`;
  return `agrees on ${Math.round(100 * share)} % of inputs`;
}

/** A small budget that thinned the evidence is a part of what the evidence says. */
function leftOutText({ verdict }: Solution): string {
  const leftOut = verdict?.leftOut ?? [];
  return leftOut.length === 0 ? '' : `; the budget left out ${leftOut.join(', ')}`;
}

/** The first sentence of a message, without its full stop. */
export function firstSentence(text: string | undefined): string | undefined {
  return text?.split(/(?<=\.)\s/)[0]?.replace(/\.$/, '');
}
