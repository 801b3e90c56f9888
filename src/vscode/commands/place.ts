import * as vscode from 'vscode';
import { showInformationMessage } from '../shown.ts';

/** A place in a document. */
export interface Place {
  readonly document: vscode.TextDocument;
  readonly offset: number;
}

/** The place that a lens names, else the cursor. Undefined where no text editor is active. */
export async function placeOf(argument: unknown): Promise<Place | undefined> {
  const named = placeIn(argument);
  if (named) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(named.uri));
    return { document, offset: named.offset };
  }
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void showInformationMessage(vscode.l10n.t('Open a file and put the cursor on a function.'));
    return undefined;
  }
  return { document: editor.document, offset: editor.document.offsetAt(editor.selection.active) };
}

/** A text that the argument of a command carries beside its place. */
export function textIn(argument: unknown, name: string): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const value = (argument as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}

function placeIn(argument: unknown): { uri: string; offset: number } | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { uri, offset } = argument as { uri?: unknown; offset?: unknown };
  return typeof uri === 'string' && typeof offset === 'number' ? { uri, offset } : undefined;
}
