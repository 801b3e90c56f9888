import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { endedRun, forgetModel, openAt, tidyUp, useModel } from '../../support/editor-session.ts';
import { expectLens, expectMessage, expectNoLens, expectRow } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

describe('reviewing a result', () => {
  const model = new ScriptedModel(timetableBook);
  let document: vscode.TextDocument;

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  beforeEach(async () => {
    ({ document } = await openAt('python/timetable.py', 'def free_slots'));
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await expectLens(/^Accept$/);
  });

  async function edit(place: number, text: string): Promise<void> {
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, document.positionAt(place), text);
    assert.ok(await vscode.workspace.applyEdit(change));
  }

  it('accepts from the keyboard and undoes in one step, also after a save', async () => {
    const before = document.getText();
    await workbench.click({ selector: '.monaco-editor .view-lines' });
    await workbench.pressKeys('Control+Alt+Enter');
    await until(
      'the accepted code',
      () => document.getText(),
      (text) => text.includes('def merge_ranges'),
    );
    await expectNoLens(/Accept/);
    await document.save();
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await document.save();
  });

  it('rejects and leaves the file as it is', async () => {
    const before = document.getText();
    await workbench.clickCodeLens('Reject');
    await expectLens(/Grow implementation/);
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
    await vscode.commands.executeCommand('coppice.showPlan');
    await expectRow('Plan', /^free_slots$/, /^rejected · /);
  });

  it('finds the function again after edits elsewhere', async () => {
    await edit(0, '# A line of the user\n');
    await workbench.clickCodeLens('Accept');
    const text = await until(
      'the accepted code',
      () => document.getText(),
      (now) => now.includes('def merge_ranges'),
    );
    assert.ok(text.startsWith('# A line of the user\n"""Finding time'));
    assert.doesNotMatch(text, /# TODO/);
  });

  it('keeps the diff in step with the file', async () => {
    await workbench.clickCodeLens('Review');
    const shows = (wanted: string) =>
      until(
        `the diff with ${wanted}`,
        () => workbench.diffLines(),
        ({ original, modified }) =>
          [original, modified].every((side) => side.some((line) => line.includes(wanted))),
      );
    await shows('Finding');
    await edit(0, '# A line of the user\n');
    await shows('A line of the user');
  });

  it('refuses, with nothing changed, when the function itself was changed', async () => {
    await edit(document.getText().indexOf('    # TODO'), '    return []\n');
    const before = document.getText();
    await vscode.commands.executeCommand('coppice.accept');
    await expectMessage(/Nothing was changed/);
    await screenshot('drifted', { theme: 'light' });
    assert.equal(document.getText(), before);
  });

  it('refuses, with nothing changed, when the function is gone', async () => {
    const at = document.getText().indexOf('free_slots');
    await edit(at, 'all_');
    const before = document.getText();
    await vscode.commands.executeCommand('coppice.accept');
    await expectMessage(/Nothing was changed/);
    assert.equal(document.getText(), before);
  });
});
