import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LiveRun } from '../../../../src/vscode/runs/live-run.ts';
import { screenshot, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  openAt,
  setSetting,
  tidyUp,
  useModel,
} from '../../support/editor-session.ts';
import { expectInput, expectLens, expectNoLens, expectRow } from '../../support/expect.ts';
import { rightSideOf, rightTextOf } from '../../support/review.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

const acceptKey = 'Control+Alt+A';
const rejectKey = 'Control+Alt+X';
const restoreKey = 'Control+Alt+Z';

describe('reviewing hunk by hunk', () => {
  const model = new ScriptedModel(timetableBook);
  let document: vscode.TextDocument;
  let original: string;
  let run: LiveRun;

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  beforeEach(async () => {
    ({ document } = await openAt('python/timetable.py', 'def free_slots'));
    original = document.getText();
    await vscode.commands.executeCommand('coppice.grow');
    run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await expectLens(/^Accept$/);
  });

  /** Opens the diff and gives its right side, which has the focus. */
  async function review(): Promise<vscode.TextEditor> {
    await workbench.clickCodeLens('Review');
    return rightSideOf(run);
  }

  const rightSide = () => rightTextOf(run);
  const expectAfter = (what: string, holds: (text: string) => boolean) =>
    until(`the right side ${what}`, rightSide, holds);
  const expectFile = (what: string, holds: (text: string) => boolean) =>
    until(`the file ${what}`, () => document.getText(), holds);

  /** Puts the cursor on the first line of the right side that holds a text. */
  function goTo(editor: vscode.TextEditor, text: string): void {
    const at = editor.document.positionAt(editor.document.getText().indexOf(text));
    editor.selection = new vscode.Selection(at, at);
  }

  it('rejects and restores by keys alone, and shows what would be accepted', async () => {
    await review();
    await expectAfter('with all', (text) => text.includes('def merge_ranges'));
    const line = () => vscode.window.activeTextEditor?.selection.active.line ?? 0;
    const first = await until('the cursor on a change', line, (at) => at > 0);
    await workbench.pressKeys('Alt+F5');
    await until('the cursor on the next change', line, (at) => at > first);
    await workbench.pressKeys('Shift+Alt+F5');
    await until('the cursor on the first change', line, (at) => at === first);
    const helper = /def (\w+)/.exec(rightSide().split('\n').slice(first).join('\n'))?.[1] ?? '';
    await workbench.pressKeys(rejectKey);
    await expectAfter(`without ${helper}`, (text) => !text.includes(`def ${helper}`));
    await until(
      'the mark of what is left out',
      () => workbench.diffLines(),
      ({ modified }) => modified.every((line) => !line.includes(`def ${helper}`)),
    );
    assert.equal(document.getText(), original);
    for (const theme of ['light', 'dark', 'high-contrast'] as const) {
      await screenshot('rejected-hunk', { theme });
    }
    await workbench.pressKeys(restoreKey);
    await expectAfter('with all again', (text) => text.includes(`def ${helper}`));
  });

  it('warns before it accepts what needs a hunk that is left out', async () => {
    const editor = await review();
    await expectAfter('with all', (text) => text.includes('def to_clock'));
    goTo(editor, 'def to_clock');
    await workbench.runFromPalette('Coppice: Reject Hunk');
    await expectAfter('without it', (text) => !text.includes('def to_clock'));
    await workbench.pressKeys('Control+Alt+Enter');
    await expectInput(/What you accept needs to_clock/, /Accept with to_clock/);
    await screenshot('needed-hunk', { theme: 'light' });
    await workbench.pressKeys('Escape');
    await until(
      'no question',
      () => workbench.quickInput(),
      (input) => input === null,
    );
    assert.equal(document.getText(), original);
    assert.equal(run.verdict, 'pending');
    await workbench.pressKeys('Control+Alt+Enter');
    await expectInput(/What you accept needs to_clock/, /Accept without/);
    await workbench.pressKeys('ArrowDown', 'Enter');
    const accepted = await expectFile('with the rest', (text) => text.includes('def to_minutes'));
    assert.doesNotMatch(accepted, /def to_clock/);
    assert.match(accepted, /to_clock\(/);
    await until(
      'the verdict',
      () => run.verdict,
      (verdict) => verdict === 'accepted',
    );
    await document.save();
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), original);
    await document.save();
  });

  it('accepts one hunk at once, keeps the rest under review, and undoes each by itself', async () => {
    const editor = await review();
    await expectAfter('with all', (text) => text.includes('def to_minutes'));
    goTo(editor, 'def to_minutes');
    await workbench.pressKeys(acceptKey);
    const withOne = await expectFile('with it', (text) => text.includes('def to_minutes'));
    assert.doesNotMatch(withOne, /def to_clock/);
    assert.equal(run.verdict, 'pending');
    // What is in the file is no change any more.
    await until(
      'both sides with it',
      () => workbench.diffLines(),
      ({ original: left }) => left.some((line) => line.includes('def to_minutes')),
    );
    const whole = rightSide();

    goTo(editor, 'merge_ranges(busy)');
    await workbench.pressKeys(acceptKey);
    await expectInput(/needs/, /Accept with/);
    await workbench.pressKeys('Enter');
    await expectFile('with all', (text) => text === whole);
    await until(
      'the end of the review',
      () => run.verdict,
      (verdict) => verdict === 'accepted',
    );
    await until(
      'the file in front',
      () => vscode.window.activeTextEditor?.document === document,
      Boolean,
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), withOne);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), original);
  });

  it('leaves functions out by the boxes of the plan view', async () => {
    await review();
    await expectAfter('with all', (text) => text.includes('def to_clock'));
    await vscode.commands.executeCommand('coppice.showPlan');
    await expectRow('Plan', /^to_clock$/);
    const box = { selector: '.monaco-list-row .custom-view-tree-node-item-checkbox', nth: 1 };
    await workbench.click(box);
    await expectAfter('without it', (text) => !text.includes('def to_clock'));
    await expectRow('Plan', /^to_clock$/, /^left out/);
    await screenshot('left-out-in-plan', { theme: 'dark' });
    await workbench.click(box);
    await expectAfter('with it again', (text) => text.includes('def to_clock'));

    await workbench.runFromPalette('Coppice: Choose Functions');
    await expectInput(/Which functions does free_slots bring/, /^to_clock/);
    await workbench.pressKeys('ArrowDown', 'Space', 'Enter');
    await until(
      'another function left out',
      () => rightSide().match(/def \w+/g)?.length ?? 0,
      (count) => count === 3,
    );
  });

  it('shows lenses in the diff only where the user wants them', async () => {
    await review();
    await expectAfter('with all', (text) => text.includes('def to_clock'));
    await expectNoLens(/hunk/);
    await setSetting('diffEditor.codeLens', true);
    try {
      await expectLens(/^Reject hunk$/);
      await screenshot('hunk-lenses', { theme: 'light' });
      await workbench.clickCodeLens('Reject hunk');
      await expectLens(/^Restore hunk of /);
      await workbench.clickCodeLens('Restore hunk of');
      await expectNoLens(/^Restore/);
    } finally {
      await setSetting('diffEditor.codeLens', undefined);
    }
  });

  it('has keys that VS Code does not use there', async () => {
    await vscode.commands.executeCommand('workbench.action.openDefaultKeybindingsFile');
    const text = await until(
      'the default keys',
      () => vscode.window.activeTextEditor?.document.getText() ?? '',
      (shown) => shown.includes('"key"'),
    );
    const bindings = JSON.parse(
      text.slice(text.indexOf('['), text.lastIndexOf(']') + 1).replace(/^\s*\/\/.*$/gm, ''),
    ) as { key: string; command: string; when?: string }[];
    for (const key of ['ctrl+alt+a', 'ctrl+alt+x', 'ctrl+alt+z']) {
      const own = bindings.filter((each) => each.key === key);
      assert.deepEqual(
        own.filter(({ command }) => !command.startsWith('coppice.')),
        [],
      );
    }
  });
});
