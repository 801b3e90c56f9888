import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LiveRun } from '../../../../src/vscode/runs/live-run.ts';
import { screenshot, workbench } from '../../bridge.ts';
import { endedRun, forgetModel, openAt, tidyUp, useModel } from '../../support/editor-session.ts';
import { expectLens, expectMessage } from '../../support/expect.ts';
import { rightSideOf, rightTextOf } from '../../support/review.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

describe('a function that was edited while it was grown', () => {
  const model = new ScriptedModel(timetableBook);
  let document: vscode.TextDocument;
  let run: LiveRun;

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  beforeEach(async () => {
    ({ document } = await openAt('python/timetable.py', 'def free_slots'));
    await vscode.commands.executeCommand('coppice.grow');
    run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await expectLens(/^Accept$/);
  });

  async function edit(old: string, fresh: string): Promise<string> {
    const at = document.getText().indexOf(old);
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + old.length));
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, range, fresh);
    assert.ok(await vscode.workspace.applyEdit(change));
    return document.getText();
  }

  async function expectComparison(): Promise<void> {
    await until(
      'both changes',
      () => workbench.diffLines(),
      ({ modified }) =>
        modified.some((line) => line.includes('sorted(busy)')) &&
        modified.some((line) => line.includes('merge_ranges(busy)')),
    );
  }

  it('shows both changes beside what they began with, and changes nothing', async () => {
    const mine = await edit('    # TODO', '    return sorted(busy)');
    await workbench.pressKeys('Control+Alt+Enter');
    await expectComparison();
    for (const theme of ['light', 'dark', 'high-contrast'] as const) {
      await screenshot('conflict', { theme });
    }
    assert.deepEqual(await expectMessage(/was edited since the run began/), [
      'Grow Again',
      'Review Over My Edit',
      'Copy Result',
    ]);
    await screenshot('conflict-message', { theme: 'light' });
    assert.equal(document.getText(), mine);
    assert.equal(run.verdict, 'pending');
  });

  it('puts the result in the place of the edit once that was reviewed, with one undo', async () => {
    const mine = await edit('    # TODO', '    return sorted(busy)');
    await vscode.commands.executeCommand('coppice.accept');
    await expectMessage(/was edited since the run began/);
    await workbench.clickNotification('Review Over My Edit');
    await rightSideOf(run);
    const left = vscode.workspace.textDocuments.find(
      ({ uri: { scheme, authority } }) => scheme === 'coppice' && authority === 'before',
    );
    assert.equal(left?.getText(), mine);
    assert.equal(document.getText(), mine);
    const reviewed = rightTextOf(run);
    await workbench.clickEditorAction('Accept');
    await until(
      'the result',
      () => document.getText(),
      (text) => text === reviewed,
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), mine);
  });

  it('does not offer that where the signature is another', async () => {
    await edit('minutes: int)', 'minutes: int, strict: bool)');
    await vscode.commands.executeCommand('coppice.review');
    assert.deepEqual(await expectMessage(/was edited since the run began/), [
      'Grow Again',
      'Copy Result',
    ]);
  });

  it('grows again on the new text, and copies the result that does not fit', async () => {
    await edit('    # TODO', '    # TODO, also for night shifts');
    await vscode.commands.executeCommand('coppice.accept');
    await expectMessage(/was edited since the run began/);
    await workbench.clickNotification('Copy Result');
    const copied = await until(
      'the result in the clipboard',
      () => vscode.env.clipboard.readText(),
      (text) => text.includes('def free_slots'),
    );
    assert.ok(copied.indexOf('def to_clock') < copied.indexOf('def free_slots'));
    await vscode.commands.executeCommand('coppice.accept');
    await expectMessage(/was edited since the run began/);
    await workbench.clickNotification('Grow Again');
    const again = await until(
      'another run',
      async () => (await endedRun()).key,
      (key) => key !== run.key,
    );
    await vscode.commands.executeCommand('coppice.accept', { run: again });
    assert.match(document.getText(), /def merge_ranges/);
  });
});
