import * as vscode from 'vscode';
import { snapshotOf } from '../documents/snapshot.ts';
import { snapshotOrTold } from '../documents/supported.ts';
import type { EngineHost } from '../engine-host.ts';
import { readSetting } from '../settings/read.ts';
import { runSettings } from '../settings/run-settings.ts';
import type { ModelChoice } from '../settings/model-choice.ts';
import { isTrustedOrTold } from '../trust.ts';
import { describedIn } from './described-in.ts';
import { textIn } from './place.ts';
import { showErrorMessage, showInputBox, showWarningMessage } from '../shown.ts';

/**
 * Grows a function that does not exist yet. The model proposes its stub, which is put into the file
 * as one edit: there the user changes name, signature, description and examples with everything the
 * editor has, and grows it like any other stub, or undoes it.
 */
export async function growFromDescription(
  host: EngineHost,
  choice: ModelChoice,
  argument?: unknown,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isTrustedOrTold()) return;
  const { document } = editor;
  if (!snapshotOrTold(document)) return;
  const model = await choice.get(() => growFromDescription(host, choice, argument));
  if (!model) return;
  const description = await showInputBox({
    title: vscode.l10n.t('Grow From Description'),
    prompt: vscode.l10n.t(
      'What should the function do? You can change the proposal before it is grown.',
    ),
    placeHolder: vscode.l10n.t('Count the words of a text, ignoring case'),
    value: textIn(argument, 'description') ?? describedIn(document.getText(editor.selection)),
    ignoreFocusOut: true,
  });
  if (!description?.trim()) return;
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Coppice proposes a function'),
      cancellable: true,
    },
    async (_progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const snapshot = snapshotOf(document);
      if (!snapshot) return;
      const offset = document.offsetAt(editor.selection.end);
      const proposed = await host.use((coppice) =>
        coppice.propose(snapshot, offset, description.trim(), model, {
          settings: runSettings(readSetting),
          signal: abort.signal,
        }),
      );
      if (abort.signal.aborted) return;
      if (!proposed.ok) {
        void showErrorMessage(proposed.error.message);
        return;
      }
      if (document.version !== snapshot.version) {
        void showWarningMessage(
          vscode.l10n.t(
            'The file was changed meanwhile, so the proposal was not put into it. Try again.',
          ),
        );
        return;
      }
      await insertStub(document, proposed.value.edit);
    },
  );
}

async function insertStub(
  document: vscode.TextDocument,
  { range, newText }: { readonly range: { start: number; end: number }; readonly newText: string },
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const start = document.positionAt(range.start);
  edit.replace(document.uri, new vscode.Range(start, document.positionAt(range.end)), newText);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const blank = /^\s*/.exec(newText)?.[0].length ?? 0;
  const place = document.positionAt(range.start + blank);
  const end = document.positionAt(range.start + newText.trimEnd().length);
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(
    new vscode.Range(place, end),
    vscode.TextEditorRevealType.InCenterIfOutsideViewport,
  );
}
