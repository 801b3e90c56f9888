import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { until } from '../../until.ts';

describe('Restricted Mode', () => {
  it('has the extension active in a folder that is not trusted', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const extension = vscode.extensions.getExtension('coppice.coppice');
    assert.ok(extension, 'VS Code has disabled the extension in Restricted Mode');
    await extension.activate();
    await until(
      'the mark of Restricted Mode in the status bar',
      () => workbench.statusItems(),
      (items) => items.some(({ text }) => text.includes('Restricted Mode')),
    );
    await screenshot('smoke');
  });
});
