import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CoppiceOptions } from '../node/coppice.ts';
import { settings } from './ids.ts';
import { readSetting } from './settings/read.ts';
import { textOr } from './settings/run-settings.ts';

/** Where journals are kept. */
export function runsDirectoryOf({ globalStorageUri }: vscode.ExtensionContext): string {
  return join(globalStorageUri.fsPath, 'runs');
}

/** What the engine is made with: settings of the user, folders that are trusted. */
export function engineOptions(
  context: vscode.ExtensionContext,
  assetsDirectory: string,
  onNotice: (text: string) => void,
): CoppiceOptions {
  const python = textOr(readSetting(settings.pythonInterpreter), '').replace(/^~(?=\/)/, homedir());
  const node = textOr(readSetting(settings.nodePath), '').replace(/^~(?=\/)/, homedir());
  return {
    assetsDirectory,
    runsDirectory: runsDirectoryOf(context),
    keyFile: join(context.globalStorageUri.fsPath, 'journal.key'),
    ...(python === '' ? {} : { python }),
    ...(node === '' ? {} : { node }),
    allowUnsandboxed: readSetting(settings.allowUnsandboxed) === true,
    // An untrusted folder may not even say which interpreter is asked for its version.
    workspaceFolders: vscode.workspace.isTrusted
      ? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath)
      : [],
    onNotice,
  };
}
