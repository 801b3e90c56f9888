import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { endedRun, forgetModel, openAt, tidyUp, useModel } from '../../support/editor-session.ts';
import { expectLens, expectMessage, expectRow } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook, wrongFirstBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

function shownText(): string {
  const document = vscode.window.activeTextEditor?.document;
  return document?.uri.scheme === 'coppice' ? document.getText() : '';
}

async function grown(): Promise<void> {
  await openAt('python/timetable.py', 'def free_slots');
  await vscode.commands.executeCommand('coppice.grow');
  await endedRun();
}

describe('what Coppice shows beside the code', () => {
  const model = new ScriptedModel(timetableBook);

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  it('shows every request that was sent, as it was', async () => {
    await grown();
    await workbench.runFromPalette('Coppice: Show What Was Sent');
    const text = await until('the document', shownText, (shown) => shown !== '');
    const asked = model.server.received.map(({ body }) => body.messages);
    for (const messages of asked) {
      for (const { content } of messages) assert.ok(text.includes(content), content.slice(0, 200));
    }
    await screenshot('sent', { theme: 'light' });
  });

  it('shows the sandbox and what candidates may do in it', async () => {
    await workbench.runFromPalette('Coppice: Show Sandbox');
    const text = await until('the document', shownText, (shown) => shown !== '');
    assert.match(text, /^Sandbox: (bubblewrap|landlock|seatbelt) /m);
    assert.match(text, /^Network: none$/m);
    await screenshot('sandbox', { theme: 'light' });
  });

  it('plans without sampling where only that was asked', async () => {
    await openAt('python/timetable.py', 'def free_slots');
    const before = model.asked.length;
    await workbench.runFromPalette('Coppice: Decompose Only');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    assert.ok(model.asked.slice(before).every(({ job }) => job === 'divide'));
    const buttons = await expectMessage(/free_slots: planned: 4 functions/);
    assert.deepEqual(buttons, ['Show Plan']);
    await workbench.clickNotification('Show Plan');
    await expectRow('Plan', /^free_slots$/, /planned: 4 functions/);
    await expectRow('Plan', /^merge_ranges$/);
    await screenshot('planned', { theme: 'dark' });

    await vscode.commands.executeCommand('coppice.openPlan', { run: run.key });
    await expectLens(/Grow this plan$/);
    await workbench.clickCodeLens('Grow this plan');
    await expectRow('Plan', /^free_slots$/, /^Proven: /);
  });
});

describe('what the tree shows of a function', () => {
  const model = new ScriptedModel(wrongFirstBook);

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  it('opens candidates from the tree, with their scores', async () => {
    await grown();
    await vscode.commands.executeCommand('coppice.showPlan');
    await expectRow('Plan', /^5 candidates$/, /[34] agree/);
    await workbench.clickTreeRow('Plan', '5 candidates of free_slots');
    await expectRow('Plan', /^Candidate 2$/, /fails an example/);
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('candidates', { theme });
    }
    await workbench.clickTreeRow('Plan', 'Candidate 2');
    const text = await until('the candidate', shownText, (shown) => shown !== '');
    assert.match(text, /^def free_slots/);
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'python');
  });
});
