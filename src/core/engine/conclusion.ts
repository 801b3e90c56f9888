import type { Solution } from '../solution.ts';
import { nothing, plus, type Amounts, type Resource } from './budget.ts';
import { amountText, type Refusal } from './denial.ts';
import type { InVain } from './in-vain.ts';
import type { Failure } from '../result.ts';
import type { EndedEntry } from './journal.ts';
import type { FatalReason } from './effects.ts';
import type { AskFailure } from './step.ts';
import type { BudgetLimits } from '../settings.ts';
import type { RunState } from '../view/view.ts';

/** Why a run stopped before its strategy was through. */
export type StopReason =
  FatalReason | 'cut-short' | 'cancelled' | 'changed' | 'journal-unwritable' | 'internal-error';

/** How a session ended. `exhausted`: a replay came to the end of what is recorded. */
export type LoopEnd<T> =
  | { readonly kind: 'finished'; readonly value: T }
  | ({ readonly kind: 'stopped' } & Failure<StopReason>)
  | { readonly kind: 'exhausted' };

/**
 * Why a run is not solved: `budget` for a paused one, `unasked` for one that was to ask the model
 * nothing, `interrupted` for one that was killed.
 */
export type EndReason = StopReason | 'budget' | 'unasked' | 'interrupted';

/** How a run stands after a session, in words and for code. */
export interface Conclusion {
  readonly state: RunState;
  readonly reason?: EndReason;
  readonly message?: string;
  /** For a run that the budget paused: the most that all refused actions together would take. */
  readonly missing?: Amounts;
}

/**
 * What a session's end means for its run. `last`: how the journal says that it ended; `limits`: what
 * it could spend.
 */
export function conclude(
  end: LoopEnd<Solution>,
  inVain: InVain,
  last: EndedEntry | undefined,
  limits: BudgetLimits = {},
): Conclusion {
  if (end.kind === 'finished') return concludeSolution(end.value, inVain, limits);
  if (end.kind === 'stopped') {
    const { reason, message } = end;
    return { state: reason === 'cancelled' ? 'cancelled' : 'failed', reason, message };
  }
  return recordedConclusion(last);
}

/** How a run stands by its journal alone. */
export function recordedConclusion(last: EndedEntry | undefined): Conclusion {
  if (!last) {
    return {
      state: 'paused',
      reason: 'interrupted',
      message: 'The run was interrupted. Resume it to go on.',
    };
  }
  return {
    state: last.state,
    ...(last.reason === undefined ? {} : { reason: last.reason as EndReason }),
    ...(last.message === undefined ? {} : { message: last.message }),
    ...(last.missing === undefined ? {} : { missing: last.missing }),
  };
}

function concludeSolution(solution: Solution, inVain: InVain, limits: BudgetLimits): Conclusion {
  const { refusals } = inVain;
  if (solution.accepted) return { state: 'solved' };
  if (refusals.length > 0 && limits.tokens === 0) {
    return { state: 'paused', reason: 'unasked', message: unaskedMessage(solution, refusals) };
  }
  if (refusals.length > 0) {
    const missing = refusals.reduce((sum, { need }) => plus(sum, need), nothing);
    const message = solution.problem ?? pausedMessage(solution, refusals, missing);
    return { state: 'paused', reason: 'budget', message, missing };
  }
  if (solution.functions.length > 0) {
    return { state: 'unsolved', message: solution.problem ?? unprovenMessage(solution) };
  }
  const message = solution.problem ?? `No candidate could be made. ${reasonsOf(inVain)}`;
  const failure = inVain.problems.find(isModelFailure);
  // Nothing was wrong with the answers: there were none.
  return failure && inVain.answers === 0
    ? { state: 'failed', reason: failure.reason, message }
    : { state: 'unsolved', message };
}

function isModelFailure(
  problem: AskFailure,
): problem is Failure<FatalReason & AskFailure['reason']> {
  const { reason } = problem;
  return reason !== 'nothing-usable' && reason !== 'budget' && reason !== 'cancelled';
}

/** Reasons that are given for a run as a whole; more are given with each function. */
const mostReasons = 3;

function reasonsOf({ problems }: InVain): string {
  const reasons = [...new Set(problems.map(({ message }) => message))].slice(0, mostReasons);
  return reasons.length === 0 ? 'No answer held a usable function.' : reasons.join(' ');
}

function unprovenMessage({ functions: [target], verdict }: Solution): string {
  const said = [verdict?.why, verdict?.wanted].filter((text) => text !== undefined);
  if (said.length > 0) return said.join(' ');
  return target?.pinned
    ? 'The candidate that you pinned does not pass every test; it is shown with its evidence.'
    : 'No candidate proved itself; the best one is shown with its evidence.';
}

/** The run was to cost nothing, and the strategy would have asked on. */
function unaskedMessage({ functions }: Solution, refusals: readonly Refusal[]): string {
  const why = functions.some(({ pinned }) => pinned)
    ? 'With what you pinned, not every function is proven.'
    : 'Not every function is proven.';
  return `${why} Nothing was asked of the model. Resume to let it go on with: ${wantedBy(refusals)}.`;
}

/** What is used up, what there is, and what more would buy. */
function pausedMessage(solution: Solution, refusals: readonly Refusal[], more: Amounts): string {
  const best =
    solution.functions.length === 0 ? 'There is no candidate yet.' : 'The best so far is kept.';
  const late = refusals.some(({ failure }) => failure.limit === 'seconds');
  const price = missingOf(refusals).map((resource) => amountText(resource, more[resource]));
  const limits = [...new Set(refusals.map(({ failure }) => failure.limit))].join(' and ');
  const bought = `${late ? 'More time' : `Up to ${price.join(' and ')} more`} would buy: ${wantedBy(refusals)}.`;
  return `The budget (${limits}) has no room for the next step. ${best} ${bought} Resume with a larger budget to go on.`;
}

function missingOf(refusals: readonly Refusal[]): readonly Resource[] {
  const limits = new Set(refusals.map(({ failure }) => failure.limit));
  return (['tokens', 'money', 'runs'] as const).filter((resource) => limits.has(resource));
}

/** `candidates, inputs and tests`. */
function wantedBy(refusals: readonly Refusal[]): string {
  const all = [...new Set(refusals.map(({ wanted }) => wanted))];
  return [all.slice(0, -1).join(', '), ...all.slice(-1)]
    .filter((text) => text !== '')
    .join(' and ');
}
