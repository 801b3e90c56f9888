import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { forgetModel, observed, openAt, useModel } from '../../support/editor-session.ts';
import { expectLens, expectMessage } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

describe('Coppice in Restricted Mode', () => {
  const model = new ScriptedModel(timetableBook);

  before(() => useModel(model));
  after(() => forgetModel(model));

  it('shows what could be grown, sends nothing and runs nothing', async () => {
    const { document } = await openAt('python/timetable.py', 'def free_slots');
    const before = document.getText();
    await expectLens(/Grow implementation/);
    await workbench.clickCodeLens('Grow implementation');
    const buttons = await expectMessage(/neither in Restricted Mode/);
    assert.deepEqual(buttons, ['Manage Workspace Trust']);
    for (const command of ['grow', 'decomposeOnly', 'growFromDescription', 'resume']) {
      await vscode.commands.executeCommand(`coppice.${command}`);
    }
    const { runs } = await observed();
    assert.equal(runs.all.length, 0);
    assert.equal(model.server.received.length, 0);
    assert.equal(document.getText(), before);
    assert.equal(vscode.window.terminals.length, 0);
  });

  it('says why in the side bar', async () => {
    await vscode.commands.executeCommand('coppice.showPlan');
    await until(
      'the welcome view',
      () => workbench.texts({ selector: '.welcome-view-content' }),
      (texts) => texts.some((text) => text.includes('Restricted Mode')),
    );
    await screenshot('welcome-untrusted', { theme: 'light' });
  });
});
