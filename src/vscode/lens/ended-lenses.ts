import { commands } from '../ids.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { failureWords } from '../runs/failure-words.ts';
import { gap } from './gap.ts';

/** A lens whose command is told its run. */
interface RunLens {
  readonly title: string;
  readonly command: string;
  readonly tooltip: string;
  readonly target: { readonly run: string };
}

/** The trace of a run that gave no result: how it ended, and how to go on. Empty for any other run. */
export function endedLenses({
  key,
  result,
  failure,
  verdict,
}: Pick<LiveRun, 'key' | 'result' | 'failure' | 'verdict'>): readonly RunLens[] {
  const state = failure ? 'failed' : result?.state;
  if (state === undefined || state === 'solved' || verdict !== 'pending') return [];
  const target = { run: key };
  const { reason, message } = failure ?? result ?? {};
  const ended = (icon: string, text: string): RunLens => ({
    title: `$(${icon})${gap}${text}`,
    command: commands.showPlan,
    tooltip: message ?? 'Show the plan',
    target,
  });
  const resume: RunLens = {
    title: 'Resume',
    command: commands.resume,
    tooltip: 'Go on with all answers that the run has',
    target,
  };
  switch (state) {
    case 'cancelled':
      return [ended('debug-stop', 'Stopped'), resume];
    case 'paused':
      return [ended('debug-pause', reason === 'budget' ? 'Budget used up' : 'Paused'), resume];
    default:
      return [ended('error', `Failed: ${failureWords(reason, message)}`)];
  }
}
