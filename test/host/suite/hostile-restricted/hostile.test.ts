import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { workbench } from '../../bridge.ts';
import { forgetModel, observed, openAt, useModel } from '../../support/editor-session.ts';
import { expectMessage } from '../../support/expect.ts';
import { marks, taken } from '../../support/hostile.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';

describe('a hostile repository in Restricted Mode', () => {
  const model = new ScriptedModel(timetableBook);

  before(() => useModel(model));
  after(() => forgetModel(model));

  it('has nothing sent and nothing executed, whatever command is tried', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await openAt('plans/odd.parsel', 'f(x)');
    await vscode.commands.executeCommand('coppice.growPlan');
    await openAt('typescript/versions.ts', 'function bestVersion');
    await vscode.commands.executeCommand('coppice.grow');
    await openAt('python/timetable.py', 'def free_slots');
    await workbench.pressKeys('Control+Alt+G');
    await expectMessage(/neither in Restricted Mode/);
    for (const command of [
      ...['grow', 'decomposeOnly', 'growFromDescription', 'resume', 'showSandbox', 'diagnose'],
      ...['showSent', 'showPlan', 'showTerminal', 'openPlan', 'planFromCode', 'stop', 'review'],
    ]) {
      await vscode.commands.executeCommand(`coppice.${command}`);
    }
    const { runs } = await observed();
    assert.equal(runs.all.length, 0);
    assert.deepEqual(model.server.received, []);
    assert.equal(vscode.window.terminals.length, 0);
    assert.deepEqual(taken(), ['coppice.codeLens.enabled']);
    assert.deepEqual(await marks(), []);
  });
});
