import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot } from '../../bridge.ts';

describe('the package', () => {
  it('is installed, not run from source, and activates', async () => {
    const extension = vscode.extensions.getExtension('coppice.coppice');
    assert.ok(extension, 'the package is not installed');
    assert.match(extension.extensionPath, /[\\/]extensions[\\/]coppice\.coppice-/);
    await extension.activate();
    assert.equal(extension.isActive, true);
    await screenshot('smoke');
  });
});
