import * as vscode from 'vscode';
import type { LiveRun } from '../runs/live-run.ts';
import type { Choices } from './choices.ts';
import { showInformationMessage, showQuickPick } from '../shown.ts';

/** Lets the user say which functions of a result are accepted: what the boxes of the plan view do. */
export async function chooseFunctions(run: LiveRun, choices: Choices): Promise<void> {
  const helpers = run.solution?.functions.slice(1).map(({ contract }) => contract) ?? [];
  const target = run.task.target.qualifiedName;
  if (helpers.length === 0) {
    void showInformationMessage(
      vscode.l10n.t('{0} was solved without helpers: there is nothing to choose from.', target),
    );
    return;
  }
  const leftOut = choices.leftOutOf(run.key);
  const items = helpers.map(({ name, description }) => ({
    label: name,
    detail: description.split('\n')[0] ?? '',
    picked: !leftOut.has(name),
  }));
  const picked = await showQuickPick(items, {
    title: vscode.l10n.t('Which functions does {0} bring with it?', target),
    canPickMany: true,
  });
  if (!picked) return;
  const taken = new Set(picked.map(({ label }) => label));
  const names = helpers.map(({ name }) => name);
  choices.takeBackIn(run.key, [...taken]);
  choices.leaveOut(
    run.key,
    names.filter((name) => !taken.has(name)),
  );
}
