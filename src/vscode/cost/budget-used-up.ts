import * as vscode from 'vscode';
import { moreBudget, limitsWith } from '../../core/engine/more-budget.ts';
import { nothing } from '../../core/engine/budget.ts';
import type { RunResult } from '../../core/engine/run-session.ts';
import { verdictText } from '../../core/engine/verdict-text.ts';
import type { BudgetLimits } from '../../core/settings.ts';
import { commands } from '../ids.ts';
import { offer, type Remedy } from '../offer.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { readSetting } from '../settings/read.ts';
import { budgetLimits } from '../settings/run-settings.ts';
import { budgetText } from './cost-text.ts';

/** Says once that a run has used its budget up, what there is, and what more would buy. */
export function tellBudgetUsedUp(run: LiveRun, result: RunResult): void {
  const more: Remedy = {
    title: vscode.l10n.t('Continue with more'),
    command: commands.resume,
    args: [{ run: run.key, more: true }],
  };
  const review: Remedy = {
    title: vscode.l10n.t('Review best so far'),
    command: commands.review,
    args: [{ run: run.key }],
  };
  const allowed = budgetText(allowedMore(result));
  const { message = '' } = result;
  // Without a candidate the verdict is the beginning of the message.
  const verdict = verdictText(result);
  const text = [
    `${run.task.target.qualifiedName}:`,
    ...(message.startsWith(verdict) ? [] : [`${verdict}.`]),
    message,
    ...(allowed === '' ? [] : [vscode.l10n.t('Continuing allows {0} more.', allowed)]),
  ].join(' ');
  void offer(text, run.solution ? [more, review] : [more]);
}

/** The limits under which a run that used its budget up goes on: those of the settings once more. */
export function enlargedBudget(result: RunResult): BudgetLimits {
  const { tokens, money, runs, startedAt, endedAt = startedAt } = result.view;
  const seconds = (endedAt - startedAt) / 1000;
  return limitsWith({ tokens, money, runs, seconds }, allowedMore(result));
}

function allowedMore({ missing = nothing }: RunResult): BudgetLimits {
  return moreBudget(budgetLimits(readSetting), missing);
}
