import * as vscode from 'vscode';
import type { RunResult } from '../../core/engine/run-session.ts';
import type { RunView } from '../../core/view/view.ts';
import type { Failure } from '../../core/result.ts';
import { tellBudgetUsedUp } from '../cost/budget-used-up.ts';
import { commands } from '../ids.ts';
import { offer, type Remedy } from '../offer.ts';
import type { LiveRun } from './live-run.ts';
import { remediesFor } from './remedies.ts';
import { verdictText } from '../../core/engine/verdict-text.ts';
import { showInformationMessage } from '../shown.ts';

/** Tells how a run ended where the user would not see it otherwise. */
export function tellEnd(run: LiveRun, result: RunResult): void {
  const { state, message, reason } = result;
  const name = run.task.target.qualifiedName;
  if (state === 'cancelled') return;
  if (state === 'paused' && reason === 'budget') {
    tellBudgetUsedUp(run, result);
    return;
  }
  if (state === 'failed' || state === 'paused') {
    const text = message ?? vscode.l10n.t('The run could not go on.');
    const remedies = [...remediesFor(reason, run), ...(run.solution ? [reviewOf(run)] : [])];
    void offer(`${name}: ${text}`, remedies, state === 'failed' ? 'error' : 'warning');
    return;
  }
  if (!run.solution && state === 'unsolved') {
    const note = lastNote(result.view);
    const told = message ?? verdictText(result);
    const text = note === undefined || told.includes(note) ? told : `${told} ${note}`;
    void offer(`${name}: ${text}`, [showPlan(run)]);
    return;
  }
  if (!run.solution) {
    void inform(`${name}: ${verdictText(result)}`, showPlan(run));
    return;
  }
  // Where the target is in sight, its lens says it already.
  const uri = run.task.target.snapshot.uri;
  const visible = vscode.window.visibleTextEditors.some(
    ({ document }) => document.uri.toString() === uri,
  );
  if (visible) return;
  void inform(`${name}: ${verdictText(result)}`, reviewOf(run));
}

/** What the target's function says of itself last: why nothing came of it. */
function lastNote({ root, nodes }: RunView): string | undefined {
  const node = root === undefined ? undefined : nodes.get(root);
  return node?.note ?? node?.notes.at(-1);
}

/** Tells why there was no run. */
export function tellFailure(run: LiveRun, failure: Failure): void {
  const name = run.task.target.qualifiedName;
  void offer(`${name}: ${failure.message}`, remediesFor(failure.reason, run), 'error');
}

function showPlan(run: LiveRun): Remedy {
  return {
    title: vscode.l10n.t('Show Plan'),
    command: commands.showPlan,
    args: [{ run: run.key }],
  };
}

function reviewOf(run: LiveRun): Remedy {
  return { title: vscode.l10n.t('Review'), command: commands.review, args: [{ run: run.key }] };
}

async function inform(message: string, remedy: Remedy): Promise<void> {
  const chosen = await showInformationMessage(message, remedy.title);
  if (chosen) await vscode.commands.executeCommand(remedy.command, ...(remedy.args ?? []));
}
