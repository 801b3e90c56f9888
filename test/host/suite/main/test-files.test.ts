import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  openAt,
  tidyUp,
  useModel,
  workspaceFile,
} from '../../support/editor-session.ts';
import { expectLens, expectNoLens, expectRow } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

const source = 'python/timetable.py';
const testFile = 'python/test_timetable.py';
const themes = ['light', 'high-contrast', 'dark'] as const;
const rows = '.test-explorer .monaco-list-row';

describe('keeping generated tests', () => {
  const model = new ScriptedModel(timetableBook);
  let document: vscode.TextDocument;
  let original: Uint8Array;

  before(() => useModel(model));
  after(() => forgetModel(model));

  beforeEach(async () => {
    original = await vscode.workspace.fs.readFile(workspaceFile(source));
    ({ document } = await openAt(source, 'def free_slots'));
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await expectLens(/^Accept$/);
    await expectNoLens(/generated test/);
    await workbench.clickCodeLens('Accept');
    await expectLens(/Review \d generated tests/);
  });

  afterEach(async () => {
    await tidyUp();
    await vscode.workspace.fs.writeFile(workspaceFile(source), original);
    await vscode.workspace.fs.delete(workspaceFile(testFile)).then(undefined, isMissing);
    // An editor that is still about follows the disk a little later.
    const wanted = new TextDecoder().decode(original);
    const restored = await vscode.workspace.openTextDocument(workspaceFile(source));
    await until(
      'the source as it was',
      () => restored.getText(),
      (text) => text === wanted,
    );
  });

  it('shows them as a change of their own, and keeps them where the user says so', async () => {
    for (const theme of themes) await screenshot('tests-offered', { theme });
    await vscode.commands.executeCommand('coppice.showPlan');
    await expectRow('Plan', /^free_slots$/, /^accepted · /);
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await workbench.clickCodeLens('generated tests');
    const { original: left } = await until(
      'the diff',
      () => workbench.diffLines(),
      ({ modified }) => modified.some((line) => line.includes('class TestFreeSlots')),
    );
    assert.ok(
      left.every((line) => line.trim() === ''),
      'the file is new',
    );
    for (const theme of themes) await screenshot('tests-review', { theme });
    assert.equal(await exists(testFile), false, 'nothing is written before Keep');

    await workbench.click({ selector: '.modified-in-monaco-diff-editor .view-lines' });
    await workbench.pressKeys('Control+Alt+Enter');
    const text = await until(
      'the test file',
      () => vscode.window.activeTextEditor?.document,
      (active) => active?.uri.toString() === workspaceFile(testFile).toString(),
    );
    assert.match(text?.getText() ?? '', /^import unittest\n\nfrom timetable import free_slots\n/);
    assert.match(text?.getText() ?? '', /failed on a stub and on/);
    assert.equal(document.isDirty, true, 'nothing is saved unasked');
    await openAt(source, 'def free_slots');
    await expectNoLens(/generated test/);

    await document.save();
    await openExplorer();
    await expectTest(/not yet run/i);
    await runTest();
    await expectTest(/Passed/);
    await openAt(testFile, 'def test_free_slots');
    for (const theme of themes) await screenshot('tests-passed', { theme });

    const { document: code } = await openAt(source, 'def free_slots');
    const edit = new vscode.WorkspaceEdit();
    const at = code.getText().lastIndexOf('return slots');
    edit.insert(code.uri, code.positionAt(at + 'return slots'.length), '[1:]');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await code.save();
    await runTest();
    await expectTest(/Failed/);
    await openAt(testFile, 'def test_free_slots');
    for (const theme of themes) await screenshot('tests-failed', { theme });
  });

  it('undoes them in one step, and forgets what the user deletes', async () => {
    await vscode.commands.executeCommand('coppice.acceptTests');
    await until('the test file', () => exists(testFile), Boolean);
    await openExplorer();
    await openAt(testFile, 'class');
    await vscode.commands.executeCommand('undo');
    await until(
      'the test file to be gone',
      () => exists(testFile),
      (there) => !there,
    );
    await until(
      'no tests of Coppice',
      () => workbench.texts({ selector: rows }),
      (texts) => texts.every((text) => !text.includes('test_timetable.py')),
    );
  });

  it('leaves nothing behind where the user wants none', async () => {
    await workbench.clickCodeLens('Leave Out');
    await expectNoLens(/generated test/);
    assert.equal(await exists(testFile), false);
  });

  it('adds to the file that is there, as one edit', async () => {
    const mine =
      "import unittest\n\nimport timetable\n\n\nclass TimetableTest(unittest.TestCase):\n    def test_day(self):\n        self.assertEqual(timetable.DAY_START, '09:00')\n";
    await vscode.workspace.fs.writeFile(workspaceFile(testFile), new TextEncoder().encode(mine));
    await vscode.commands.executeCommand('coppice.offerTests');
    await until(
      'the diff',
      () => workbench.diffLines(),
      ({ original: left, modified }) =>
        left.some((line) => line.includes('test_day')) &&
        modified.some((line) => line.includes('test_free_slots')),
    );
    await screenshot('tests-added', { theme: 'light' });
    const action = (await workbench.editorActions()).find((label) => label.startsWith('Keep'));
    await workbench.clickEditorAction(action ?? '');
    const active = await until(
      'the changed file',
      () => vscode.window.activeTextEditor?.document,
      (each) =>
        each?.getText().includes('def test_free_slots') === true && each.uri.scheme === 'file',
    );
    assert.ok(active);
    assert.ok(active.getText().includes('    def test_day(self):'));
    assert.equal(active.isDirty, true);
    await vscode.commands.executeCommand('undo');
    assert.equal(active.getText(), mine);
  });
});

/** Opens the Test Explorer with the tests of the file in sight. */
async function openExplorer(): Promise<void> {
  const icon = { selector: '.activitybar .action-label[aria-label^="Testing"]' };
  await until(
    'the Test Explorer',
    () => workbench.texts(icon),
    ({ length }) => length > 0,
  );
  const isOpen = (await workbench.texts({ selector: '.test-explorer' })).length > 0;
  if (!isOpen) await workbench.click(icon);
  await until(
    'the test file in the Test Explorer',
    () => workbench.texts({ selector: rows }),
    (texts) => texts.some((text) => text.includes('test_timetable.py')),
  );
  await workbench.click({ selector: rows, text: 'test_timetable.py' });
  await workbench.pressKeys('ArrowRight', 'ArrowRight', 'ArrowRight');
  await expectTest(/./);
}

async function expectTest(state: RegExp): Promise<void> {
  await until(
    `test_free_slots ${state.source}`,
    () => workbench.ariaSnapshot({ selector: '.test-explorer-tree' }),
    (snapshot) =>
      snapshot.split('\n').some((line) => line.includes('test_free_slots') && state.test(line)),
    { timeoutMs: 30_000 },
  );
}

async function runTest(): Promise<void> {
  await workbench.hover({ selector: rows, text: 'test_free_slots' });
  await workbench.click({ selector: `${rows}:hover .action-label[aria-label^="Run Test"]` });
}

function isMissing(error: unknown): void {
  if (!(error instanceof vscode.FileSystemError) || error.code !== 'FileNotFound') throw error;
}

async function exists(path: string): Promise<boolean> {
  return vscode.workspace.fs.stat(workspaceFile(path)).then(
    () => true,
    (error: unknown) => {
      isMissing(error);
      return false;
    },
  );
}
