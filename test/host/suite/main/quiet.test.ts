import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  observed,
  openAt,
  tidyUp,
  useModel,
  workspaceFile,
} from '../../support/editor-session.ts';
import { expectLens, expectStatus } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { versionsBook } from '../../support/versions-book.ts';
import { until } from '../../until.ts';

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
    vscode.window.onDidOpenTerminal(({ name }) => {
      if (name !== 'Coppice') this.seen.push(`terminal ${name}`);
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => this.seen.push(`focus: ${focused}`)),
    vscode.window.tabGroups.onDidChangeTabs(({ opened, closed, changed }) => {
      for (const { label } of opened) this.seen.push(`tab opened: ${label}`);
      for (const { label } of closed) this.seen.push(`tab closed: ${label}`);
      for (const { label, isDirty } of changed) {
        if (isDirty) this.seen.push(`tab dirty: ${label}`);
      }
    }),
    vscode.workspace.onWillSaveTextDocument(({ document }) =>
      this.seen.push(`saving ${document.fileName}`),
    ),
    vscode.workspace.onDidCreateFiles(() => this.seen.push('files created')),
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

  /** What came since the last call. */
  take(): string[] {
    return this.seen.splice(0);
  }

  dispose(): void {
    this.#listeners.dispose();
  }
}

describe('a whole run', () => {
  const model = new ScriptedModel({ ...timetableBook, ...versionsBook });

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
    await expectStatus(/free_slots: Proven: agrees on 100 % of inputs/);
    await expectLens(/^Accept$/);
    assert.deepEqual(watcher.seen, []);
    assert.deepEqual(await focused(), before);
    assert.deepEqual(await workbench.texts({ selector: '.part.panel .terminal-wrapper' }), []);
    assert.deepEqual(await workbench.treeRows('Plan'), [], 'the side bar stays where it was');
    assert.deepEqual(await workbench.notifications(), []);
    assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
    watcher.dispose();
  });

  it('takes nothing away from a review that the user is reading, and Accept does only that', async () => {
    const { document } = await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('coppice.grow');
    await endedRun();
    const watcher = new Watcher();
    await vscode.commands.executeCommand('coppice.review');
    await until(
      'the diff',
      () => workbench.diffLines(),
      ({ modified }) => modified.some((line) => line.includes('def to_minutes')),
    );
    const opened = watcher.take().filter((what) => what.startsWith('tab'));
    assert.equal(opened.length, 1, opened.join());
    assert.match(opened[0] ?? '', /^tab opened: /);

    // Another function is grown meanwhile, in a file that is not even shown.
    const other = await vscode.workspace.openTextDocument(workspaceFile('typescript/versions.ts'));
    const before = await workbench.diffLines();
    watcher.take();
    const offset = other.getText().indexOf('function bestVersion');
    await vscode.commands.executeCommand('coppice.grow', { uri: other.uri.toString(), offset });
    const run = await endedRun();
    assert.equal(run.task.target.qualifiedName, 'bestVersion');
    assert.equal(run.result?.state, 'solved', run.result?.message);
    assert.deepEqual(watcher.take(), []);
    assert.deepEqual(await workbench.diffLines(), before);
    const said = await workbench.notifications();
    assert.equal(said.length, 1, 'a result that is out of sight is told once');
    assert.match(said[0]?.message ?? '', /^bestVersion: /);
    await vscode.commands.executeCommand('notifications.clearAll');

    watcher.take();
    const { runs } = await observed();
    const reviewed = runs.all.find(({ task }) => task.target.qualifiedName === 'free_slots');
    await vscode.commands.executeCommand('coppice.accept', { run: reviewed?.key });
    await until(
      'the review to be closed',
      () => vscode.window.activeTextEditor?.document.uri.toString(),
      (uri) => uri === document.uri.toString(),
    );
    const done = watcher.take();
    const unwanted = /^(sav|terminal|active terminal|focus|files created|tab opened)/;
    assert.deepEqual(
      done.filter((what) => unwanted.test(what)),
      [],
    );
    assert.equal(done.filter((what) => what.startsWith('tab closed')).length, 1);
    assert.equal(done.filter((what) => what.startsWith('edited')).length, 1);
    assert.equal(document.isDirty, true);
    watcher.dispose();
  });
});
