import type { Estimate } from '../../core/estimate/estimate.ts';
import type { FunctionPlace } from '../../node/coppice.ts';
import { estimateText } from '../cost/cost-text.ts';
import { commands } from '../ids.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { levelLooks, levelOf } from '../../core/verdict.ts';
import { verdictText } from '../../core/engine/verdict-text.ts';
import type { Remedy } from '../offer.ts';
import { endedLenses } from './ended-lenses.ts';
import { gap } from './gap.ts';
import { progressText } from '../runs/run-text.ts';

/** One lens: its text and what pressing it does. */
export interface LensModel {
  readonly title: string;
  readonly command: string;
  readonly tooltip: string;
  /** Its run, the place of its function, or what a remedy's command takes. */
  readonly target:
    { readonly run: string } | { readonly offset: number } | { readonly args: readonly unknown[] };
}

/** The part of a run that its lens shows. */
export type LensRun = Pick<
  LiveRun,
  | 'key'
  | 'isRunning'
  | 'isStopping'
  | 'isWaiting'
  | 'question'
  | 'view'
  | 'result'
  | 'failure'
  | 'verdict'
>;

/**
 * The lenses above one function: an offer, then the run's progress, then its verdict, or what became
 * of a run without a result.
 *
 * @param remedy What helps most where the run failed.
 */
export function lensesFor(
  place: FunctionPlace,
  run: LensRun | undefined,
  { estimate, remedy }: { readonly estimate?: Estimate; readonly remedy?: Remedy } = {},
): readonly LensModel[] {
  if (run?.isRunning) return progressLenses(run);
  if (run?.isWaiting && run.result) return verdictLenses(run.key, verdictText(run.result), run);
  if (!place.isStub) return [];
  const offset = place.range.start;
  const ended = run === undefined ? [] : endedLenses(run);
  return [
    ...ended,
    ...(ended.length > 0 && remedy !== undefined ? [fixLens(remedy)] : []),
    {
      title: ended.length > 0 ? 'Grow again' : `$(beaker)${gap}Grow implementation`,
      command: commands.grow,
      tooltip: [
        'Write several implementations, run them on examples and tests, and review the best',
        ...(estimate ? [`Expected: ${estimateText(estimate)}`] : []),
      ].join('\n'),
      target: { offset },
    },
  ];
}

function fixLens({ title, command, args = [] }: Remedy): LensModel {
  const text = command === commands.resume ? title : `Fix: ${title}`;
  return { title: text, command, tooltip: 'What helps most', target: { args } };
}

function progressLenses(run: LensRun): readonly LensModel[] {
  const target = { run: run.key };
  if (run.isStopping) {
    return [
      {
        title: `$(loading~spin)${gap}stopping …`,
        command: commands.showPlan,
        tooltip: 'Waiting until everything that was started is gone',
        target,
      },
    ];
  }
  if (run.question) {
    return [
      {
        title: `$(question)${gap}Which result is right?`,
        command: commands.answer,
        tooltip: 'Two readings of the description are left. Say which one you meant',
        target,
      },
      stopLens(target),
    ];
  }
  return [
    {
      title: `$(loading~spin)${gap}${progressText(run.view)} …`,
      command: commands.showPlan,
      tooltip: 'Show the plan',
      target,
    },
    stopLens(target),
  ];
}

function stopLens(target: LensModel['target']): LensModel {
  return { title: 'Stop', command: commands.stop, tooltip: 'Stop this run at once', target };
}

function verdictLenses(key: string, verdict: string, { result }: LensRun): readonly LensModel[] {
  const target = { run: key };
  const level = levelOf(result?.solution);
  const proven = level === 'proven';
  return [
    {
      title: `$(${levelLooks[level].icon})${gap}${verdict}`,
      command: commands.showPlan,
      tooltip: proven ? 'Show the plan and its evidence' : (result?.message ?? 'Show the plan'),
      target,
    },
    { title: 'Review', command: commands.review, tooltip: 'Compare with your file', target },
    { title: 'Accept', command: commands.accept, tooltip: 'Put it into your file', target },
    { title: 'Reject', command: commands.reject, tooltip: 'Leave your file as it is', target },
  ];
}
