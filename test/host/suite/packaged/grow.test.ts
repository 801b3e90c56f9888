import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { forgetModel, openAt, useModel } from '../../support/editor-session.ts';
import { expectLens, expectRow } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

describe('the installed package', () => {
  const model = new ScriptedModel(timetableBook);

  before(() => useModel(model));
  after(() => forgetModel(model));

  it('does the whole job: lens, plan, terminal, diff, Accept, one undo', async () => {
    const { document } = await openAt('python/timetable.py', 'def free_slots');
    const before = document.getText();
    await expectLens(/Grow implementation/);
    await workbench.clickCodeLens('Grow implementation');
    await expectLens(/Proven: agrees on 100 % of inputs, 8\/8 tests/);
    await vscode.commands.executeCommand('coppice.showPlan');
    await expectRow('Plan', /^merge_ranges$/, /4\/4 tests/);
    await workbench.runFromPalette('Coppice: Show Terminal');
    await until(
      'the runs in the terminal',
      () => workbench.terminalText(),
      (text) => /candidate 2\s+✓ 8\/8 tests/.test(text),
    );
    await screenshot('grown');
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await workbench.clickCodeLens('Review');
    await until(
      'the diff',
      () => workbench.diffLines(),
      ({ modified }) => modified.some((line) => line.includes('def to_minutes')),
    );
    const accept = (await workbench.editorActions()).find((label) => label.startsWith('Accept'));
    await workbench.clickEditorAction(accept ?? 'Accept');
    await until(
      'the accepted code',
      () => document.getText(),
      (text) => text.includes('def merge_ranges'),
    );
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});
