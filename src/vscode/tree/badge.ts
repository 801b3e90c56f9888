import type { PlanRun } from './plan-element.ts';

/** What waits for the user, for the view's badge; undefined where nothing does. */
export function badgeOf(
  runs: readonly PlanRun[],
): { readonly value: number; readonly tooltip: string } | undefined {
  const questions = runs.filter(({ question }) => question !== undefined).length;
  const results = runs.filter((run) => run.isWaiting && run.question === undefined).length;
  const parts = [
    ...(questions === 0 ? [] : [questions === 1 ? '1 question' : `${questions} questions`]),
    ...(results === 0 ? [] : [results === 1 ? '1 result' : `${results} results`]),
  ];
  const value = questions + results;
  if (value === 0) return undefined;
  return { value, tooltip: `${parts.join(' and ')} ${value === 1 ? 'waits' : 'wait'} for you` };
}
