import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { Task } from '../../core/task.ts';
import type { CaptureExtra } from '../../node/coppice.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import type { EngineHost } from '../engine-host.ts';

/** What every tool is told: a function of a file. */
export interface FunctionInput {
  /** Absolute, or relative to a folder of the workspace. */
  readonly file: string;
  /** Its name; a method's with its class: `Stack.push`. */
  readonly function: string;
}

/** The function that a tool's input names. */
export interface FoundFunction {
  readonly document: vscode.TextDocument;
  /** Inside the workspace, for people and models. */
  readonly path: string;
  readonly task: Task;
}

/** Finds the function. Throws an Error that tells the calling model what to do. */
export async function findFunction(
  host: EngineHost,
  { file, function: name }: FunctionInput,
  extra: CaptureExtra = {},
): Promise<FoundFunction> {
  if (!vscode.workspace.isTrusted) {
    throw new Error(
      'This window is in Restricted Mode, so Coppice sends and runs nothing. Only the user can trust the folder.',
    );
  }
  const document = await openFile(file);
  const path = vscode.workspace.asRelativePath(document.uri);
  const snapshot = snapshotOf(document);
  if (!snapshot) throw new Error(`${path} is in no language that Coppice knows.`);
  const captured = await host.use((coppice) => coppice.captureNamed(snapshot, name, extra));
  if (!captured.ok) throw new Error(captured.error.message);
  return { document, path, task: captured.value };
}

/** Opens a file of the workspace. A model names files: none outside is opened. */
async function openFile(file: string): Promise<vscode.TextDocument> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = isAbsolute(file)
    ? [vscode.Uri.file(file)]
    : folders.map(({ uri }) => vscode.Uri.joinPath(uri, file));
  for (const uri of candidates) {
    if (!vscode.workspace.getWorkspaceFolder(uri)) continue;
    const isThere = await vscode.workspace.fs.stat(uri).then(
      ({ type }) => (type & vscode.FileType.File) !== 0,
      (error: unknown) => {
        if (error instanceof vscode.FileSystemError) return false;
        throw error;
      },
    );
    if (isThere) return vscode.workspace.openTextDocument(uri);
  }
  throw new Error(`There is no file ${file} in the folders that are open.`);
}

/** Turns VS Code's token into the signal that the engine takes. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  else token.onCancellationRequested(() => abort.abort());
  return abort.signal;
}
