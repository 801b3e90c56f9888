import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { until } from '../../until.ts';

const extensionId = 'coppice.coppice';

describe('the extension in VS Code', () => {
  it('is present and activates', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not among the extensions`);
    await extension.activate();
    assert.equal(extension.isActive, true);
    assert.match(vscode.version, /^1\.\d+\.\d+/);
  });

  it('registers every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    const manifest = extension?.packageJSON as {
      contributes: { commands?: { command: string }[] };
    };
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = (manifest.contributes.commands ?? [])
      .map(({ command }) => command)
      .filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  it('opens a workspace folder that a test may change', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder, 'no workspace folder is open');
    const probe = vscode.Uri.joinPath(folder.uri, 'written-by-a-test.txt');
    await vscode.workspace.fs.writeFile(probe, Buffer.from('x'));
    await vscode.workspace.fs.delete(probe);
  });

  it('can be looked at', async () => {
    await until(
      'the status bar',
      () => workbench.statusItems(),
      (items) => items.length > 0,
    );
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      const file = await screenshot('smoke', { theme });
      assert.match(file, /smoke-.*\.png$/);
    }
  });
});
