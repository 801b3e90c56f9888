import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { marksFolder } from '../launch/hostile-workspace.ts';

/** Names of what the workspace had executed. */
export async function marks(): Promise<string[]> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return (await readdir(join(folder.uri.fsPath, '..', marksFolder))).sort();
}

/** Settings that the workspace has succeeded in setting. */
export function taken(): string[] {
  const extension = vscode.extensions.getExtension('coppice.coppice');
  const { contributes } = extension?.packageJSON as {
    contributes: { configuration: { properties: Record<string, unknown> }[] };
  };
  const ids = contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
  assert.ok(ids.length > 15);
  return ids.filter((id) => {
    const { workspaceValue, workspaceFolderValue } =
      vscode.workspace.getConfiguration().inspect(id) ?? {};
    return workspaceValue !== undefined || workspaceFolderValue !== undefined;
  });
}
