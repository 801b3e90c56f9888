import * as vscode from 'vscode';
import { isTestFile } from '../../core/capture/test-file.ts';

/** True for a file of tests, by its path inside the workspace. */
export function isTestDocument(uri: vscode.Uri): boolean {
  return isTestFile(vscode.workspace.asRelativePath(uri, false));
}
