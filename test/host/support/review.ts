import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LiveRun } from '../../../src/vscode/runs/live-run.ts';
import { workbench } from '../bridge.ts';
import { until } from '../until.ts';

/** The right side of a run's review, once it is in front with its text and its actions. */
export async function rightSideOf({ key }: LiveRun): Promise<vscode.TextEditor> {
  await until(
    'the actions of a review',
    () => workbench.editorActions(),
    (labels) => labels.some((label) => label.startsWith('Reject')),
  );
  await until(
    'the right side of the diff',
    () => vscode.window.activeTextEditor?.document.uri.toString() ?? '',
    (uri) => uri.startsWith(`coppice://after/${key}/`),
  );
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  return editor;
}

/** What the right side of a run's review says. */
export function rightTextOf({ key }: LiveRun): string {
  const shown = vscode.workspace.textDocuments.find(
    ({ uri }) =>
      uri.scheme === 'coppice' && uri.authority === 'after' && uri.path.startsWith(`/${key}/`),
  );
  return shown?.getText() ?? '';
}
