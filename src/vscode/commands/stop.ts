import * as vscode from 'vscode';
import type { LiveRun } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';
import { keyIn } from '../runs/which-run.ts';
import { showQuickPick } from '../shown.ts';

/** Stops the run that was named, else the only one, else those the user chooses. */
export async function stop(runs: Runs, argument: unknown): Promise<void> {
  const named = runs.running.find(({ key }) => key === keyIn(argument));
  const { running } = runs;
  const chosen = named ? [named] : running.length > 1 ? await choose(running) : running;
  for (const run of chosen) run.stop();
}

async function choose(running: readonly LiveRun[]): Promise<readonly LiveRun[]> {
  const all = { label: vscode.l10n.t('All runs'), runs: running };
  const items = [
    all,
    ...running.map((run) => ({ label: run.task.target.qualifiedName, runs: [run] })),
  ];
  const picked = await showQuickPick(items, { title: vscode.l10n.t('Stop') });
  return picked?.runs ?? [];
}
