import * as vscode from 'vscode';

/**
 * Opens the settings editor on a search. In a remote window Coppice's settings belong to the remote
 * machine, and the user's own page would show none of them.
 */
export async function openSettings(query = ''): Promise<void> {
  const text = `@ext:coppice.coppice ${query}`.trim();
  await (vscode.env.remoteName === undefined
    ? vscode.commands.executeCommand('workbench.action.openSettings', text)
    : vscode.commands.executeCommand('workbench.action.openRemoteSettings', { query: text }));
}
