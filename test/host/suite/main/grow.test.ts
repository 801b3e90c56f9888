import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { endedRun, forgetModel, openAt, tidyUp, useModel } from '../../support/editor-session.ts';
import { expectLens, expectRow, expectStatus } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

const file = 'python/timetable.py';
/** The workbench without the bars that name the window and the machine. */
const views = { selector: '.split-view-view:has(.part.sidebar):has(.part.editor)' };
const themes = ['light', 'high-contrast', 'dark'] as const;

describe('growing a function', () => {
  const model = new ScriptedModel(timetableBook);

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  it('goes from the lens to the diff, and one undo takes it back', async () => {
    const editor = await openAt(file, 'def free_slots');
    const { document } = editor;
    const before = document.getText();
    await expectLens(/Grow implementation/);
    for (const theme of themes) await screenshot('lens', { theme });

    // Held back in the middle: lens, tree and status bar follow the run.
    const release = model.hold(({ job, name }) => job === 'sample' && name === 'free_slots');
    await workbench.clickCodeLens('Grow implementation');
    await expectLens(/sampling 1\/8/);
    await expectLens(/^Stop$/);
    await expectStatus(/free_slots: sampling 1\/8/);
    await vscode.commands.executeCommand('coppice.showPlan');
    await expectRow('Plan', /^to_minutes$/, /\d+\/\d+ tests · \d\/\d agree · .* tokens/);
    for (const theme of themes) await screenshot('running', { theme });
    release();

    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await expectLens(/Proven: agrees on 100 % of inputs, 8\/8 tests/);
    await expectStatus(/free_slots: Proven: agrees on 100 % of inputs, 8\/8 tests/);
    const row = await expectRow(
      'Plan',
      /^free_slots$/,
      /Proven: agrees on 100 % of inputs, 8\/8 tests · .* tokens/,
    );
    assert.match(
      row.ariaLabel,
      /^free_slots, run, waits for your review, Proven: agrees on 100 % of inputs/,
    );
    assert.equal(document.getText(), before, 'nothing is written before Accept');
    for (const theme of themes) await screenshot('verdict', { theme });

    await workbench.resize(1200, 760);
    await vscode.commands.executeCommand('coppice.showTerminal');
    await until(
      'the runs in the terminal',
      () => workbench.terminalText(),
      (text) =>
        /sandbox \w+, python: /.test(text) &&
        /candidate 2\s+✓ 8\/8 tests/.test(text) &&
        /✗ \d\/\d tests/.test(text) &&
        /Proven: agrees on 100 % of inputs/.test(text),
    );
    for (const theme of themes) await screenshot('terminal', { theme });
    await screenshot('readme-overview', { theme: 'dark', spot: views });
    await vscode.commands.executeCommand('workbench.action.closePanel');

    await workbench.clickCodeLens('Review');
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await until(
      'the diff',
      () => workbench.diffLines(),
      ({ original, modified }) =>
        original.some((line) => line.includes('Finding time')) &&
        modified.some((line) => line.includes('def to_minutes')),
    );
    await until(
      'Accept and Reject',
      () => workbench.editorActions(),
      (actions) =>
        actions.some((label) => label.startsWith('Accept')) &&
        actions.some((label) => label.startsWith('Reject')),
    );
    for (const theme of themes) await screenshot('review', { theme });
    await screenshot('readme-review', { theme: 'dark', spot: views });
    await workbench.resize(1440, 900);
    const accept = (await workbench.editorActions()).find((label) => label.startsWith('Accept'));
    await workbench.clickEditorAction(accept ?? '');

    const after = await until(
      'the accepted code',
      () => document.getText(),
      (text) => text !== before,
    );
    assert.ok(after.startsWith(before.slice(0, before.indexOf('def free_slots'))));
    assert.match(after, /def merge_ranges/);
    assert.doesNotMatch(after, /# TODO/);
    assert.equal(document.isDirty, true, 'nothing is saved unasked');
    await until(
      'the diff to be closed',
      () => vscode.window.activeTextEditor?.document.uri.toString(),
      (uri) => uri === document.uri.toString(),
    );
    await screenshot('accepted', { theme: 'dark' });
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});
