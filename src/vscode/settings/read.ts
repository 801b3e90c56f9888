import * as vscode from 'vscode';

/** Reads a setting of this window by its full id, `coppice.search.samples`. */
export function readSetting(id: string): unknown {
  return vscode.workspace.getConfiguration().get(id);
}
