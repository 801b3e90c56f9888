import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { workbench } from '../../bridge.ts';
import { endedRun, forgetModel, openAt, tidyUp, useModel } from '../../support/editor-session.ts';
import { expectLens, expectStatus } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';

/** Everything that a run must leave as it is, written down as it changes. */
class Watcher implements vscode.Disposable {
  readonly seen: string[] = [];
  readonly #listeners = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor((editor) =>
      this.seen.push(`editor in front: ${editor?.document.fileName ?? 'none'}`),
    ),
    vscode.window.onDidChangeVisibleTextEditors(() => this.seen.push('visible editors')),
    vscode.window.onDidChangeActiveTerminal((terminal) => {
      if (terminal?.name !== 'Coppice') this.seen.push('active terminal');
    }),
    vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
      if (opened.length + closed.length > 0) this.seen.push('tabs');
    }),
    vscode.window.onDidChangeTextEditorSelection(({ kind }) =>
      this.seen.push(`selection: ${String(kind)}`),
    ),
    vscode.workspace.onDidSaveTextDocument(({ fileName }) => this.seen.push(`saved ${fileName}`)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.scheme === 'file' && contentChanges.length > 0) {
        this.seen.push(`edited ${document.fileName}`);
      }
    }),
  );

  dispose(): void {
    this.#listeners.dispose();
  }
}

describe('a whole run', () => {
  const model = new ScriptedModel(timetableBook);

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  it('steals no focus, opens no panel, edits, saves and closes nothing', async () => {
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await vscode.commands.executeCommand('workbench.view.explorer');
    await openAt('python/settle.py', 'def settle_up');
    await openAt('python/timetable.py', 'def free_slots');
    await expectLens(/Grow implementation/);
    const focused = () => workbench.texts({ selector: '.monaco-editor.focused .view-line' });
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    const before = await focused();
    assert.notEqual(before.length, 0);
    const watcher = new Watcher();
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await expectStatus(/free_slots: 3 of 4 agree/);
    await expectLens(/^Accept$/);
    assert.deepEqual(watcher.seen, []);
    assert.deepEqual(await focused(), before);
    assert.deepEqual(await workbench.texts({ selector: '.part.panel .terminal-wrapper' }), []);
    assert.deepEqual(await workbench.treeRows('Plan'), [], 'the side bar stays where it was');
    watcher.dispose();
  });
});
