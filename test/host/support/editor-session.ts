import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LiveRun } from '../../../src/vscode/runs/live-run.ts';
import type { Reports } from '../../../src/vscode/report/reports.ts';
import type { Runs } from '../../../src/vscode/runs/runs.ts';
import type { EngineHost } from '../../../src/vscode/engine-host.ts';
import { until } from '../until.ts';
import type { ScriptedModel } from './scripted-model.ts';

export interface Observed {
  readonly runs: Runs;
  readonly host: EngineHost;
  readonly runsDirectory: string;
  readonly reports: Reports;
}

/** What the extension lets tests look at. Not there in the installed package. */
export async function observed(): Promise<Observed> {
  const extension = vscode.extensions.getExtension<Observed>('coppice.coppice');
  assert.ok(extension);
  return extension.activate();
}

export async function setSetting(id: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
  await until(
    `${id} to be set`,
    () => vscode.workspace.getConfiguration().get(id),
    (now) => value === undefined || JSON.stringify(now) === JSON.stringify(value),
  );
}

/** Starts the model's server and makes it the one that Coppice asks. */
export async function useModel(model: ScriptedModel): Promise<string> {
  const url = await model.server.start();
  await setSetting('coppice.model.baseUrl', url);
  await setSetting('coppice.model.name', 'scripted');
  return url;
}

export async function forgetModel(model: ScriptedModel): Promise<void> {
  await setSetting('coppice.model.baseUrl', undefined);
  await setSetting('coppice.model.name', undefined);
  await model.server.stop();
}

export function workspaceFile(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace with the cursor on the first line that holds a text. */
export async function openAt(path: string, text: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(workspaceFile(path));
  const at = document.positionAt(document.getText().indexOf(text));
  return vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}

/** Ends all runs, takes back unsaved edits and closes every editor and terminal. */
export async function tidyUp(): Promise<void> {
  const { runs } = await observed();
  for (const run of runs.running) run.stop();
  await until(
    'runs to end',
    () => runs.running.length,
    (count) => count === 0,
  );
  for (const run of runs.all) runs.remove(run);
  await closeUntitled();
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('workbench.action.closePanel');
  await vscode.commands.executeCommand('notifications.clearAll');
}

/** Closes documents that were never saved: VS Code would ask whether to keep them. */
async function closeUntitled(): Promise<void> {
  const untitled = vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled);
  for (const document of untitled) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** The latest run, once it is over. */
export async function endedRun(timeoutMs = 60_000): Promise<LiveRun> {
  const { runs } = await observed();
  return until(
    'the run to end',
    () => {
      const run = runs.all.at(-1);
      if (!run) throw new Error('there is no run');
      return Object.assign(run, { toJSON: () => run.view?.state ?? 'starting' });
    },
    (run) => !run.isRunning,
    { timeoutMs },
  );
}
