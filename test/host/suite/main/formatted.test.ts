import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LiveRun } from '../../../../src/vscode/runs/live-run.ts';
import { workbench } from '../../bridge.ts';
import { endedRun, forgetModel, openAt, tidyUp, useModel } from '../../support/editor-session.ts';
import { expectLens } from '../../support/expect.ts';
import { rightSideOf } from '../../support/review.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

const files: vscode.DocumentSelector = { scheme: 'file', language: 'python' };
const everything: vscode.DocumentSelector = { language: 'python' };

/** A formatter with a taste for single quotes, which it has for every line of the file. */
const singleQuotes: vscode.DocumentFormattingEditProvider = {
  provideDocumentFormattingEdits(document) {
    const last = document.lineAt(document.lineCount - 1).range.end;
    const all = new vscode.Range(new vscode.Position(0, 0), last);
    return [vscode.TextEdit.replace(all, document.getText().replaceAll('"', "'"))];
  },
};

describe('formatting what is accepted', () => {
  const model = new ScriptedModel(timetableBook);
  let document: vscode.TextDocument;
  let original: string;
  let run: LiveRun;
  let formatter: vscode.Disposable | undefined;

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(async () => {
    formatter?.dispose();
    await tidyUp();
  });

  beforeEach(async () => {
    ({ document } = await openAt('python/timetable.py', 'def free_slots'));
    original = document.getText();
    await vscode.commands.executeCommand('coppice.grow');
    run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await expectLens(/^Accept$/);
  });

  function format(selector: vscode.DocumentSelector, provider = singleQuotes): void {
    formatter = vscode.languages.registerDocumentFormattingEditProvider(selector, provider);
  }

  async function accepted(): Promise<string> {
    await until(
      'the verdict',
      () => run.verdict,
      (verdict) => verdict === 'accepted',
    );
    return document.getText();
  }

  /** The user's lines are as they were, and every other line is as the formatter has it. */
  function assertOnlyNewLinesAreFormatted(text: string): void {
    const own = original.split('\n').filter((line) => !line.includes('# TODO'));
    const rest = text.split('\n');
    for (const line of own) {
      const at = rest.indexOf(line);
      assert.ok(at >= 0, `changed: ${line}`);
      rest.splice(at, 1);
    }
    assert.ok(rest.some((line) => line.includes("'''")));
    for (const line of rest) assert.doesNotMatch(line, /"/);
  }

  it('formats only the new lines, in the same undo step, also after a save', async () => {
    format(files);
    await workbench.clickCodeLens('Accept');
    assertOnlyNewLinesAreFormatted(await accepted());
    await document.save();
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), original);
    await document.save();
  });

  it('does so too when it is accepted in the diff', async () => {
    format(files);
    await workbench.clickCodeLens('Review');
    await rightSideOf(run);
    await workbench.clickEditorAction('Accept');
    assertOnlyNewLinesAreFormatted(await accepted());
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), original);
  });

  it('shows it in the diff where the formatter takes any document', async () => {
    format(everything);
    await workbench.clickCodeLens('Review');
    const { document: shown } = await rightSideOf(run);
    const reviewed = shown.getText();
    assertOnlyNewLinesAreFormatted(reviewed);
    await workbench.clickEditorAction('Accept');
    assert.equal(await accepted(), reviewed);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), original);
  });

  it('knows a formatted hunk again when the rest is reviewed', async () => {
    format(files);
    await workbench.clickCodeLens('Review');
    const editor = await rightSideOf(run);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
    });
    const at = editor.document.positionAt(editor.document.getText().indexOf('def to_minutes'));
    editor.selection = new vscode.Selection(at, at);
    await workbench.pressKeys('Control+Alt+A');
    await until(
      'the formatted hunk',
      () => document.getText(),
      (text) => text.includes("split(':')"),
    );
    await until(
      'both sides with it',
      () => workbench.diffLines(),
      ({ original: left }) => left.some((line) => line.includes("split(':')")),
    );
    await workbench.clickEditorAction('Accept');
    const text = await accepted();
    assertOnlyNewLinesAreFormatted(text);
    assert.equal(text.match(/def to_minutes/g)?.length, 1);
  });

  it('accepts without a formatter that fails or never answers', async () => {
    for (const provideDocumentFormattingEdits of [
      () => Promise.reject(new Error('no such formatter')),
      () => new Promise<never>(() => undefined),
    ]) {
      format(files, { provideDocumentFormattingEdits });
      await vscode.commands.executeCommand('coppice.accept', { run: run.key });
      // Which of the helpers that behave alike is chosen is a matter of their times.
      assert.match(document.getText(), /^def to_minutes\(clock: str\) -> int:$/m);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), original);
      formatter?.dispose();
    }
  });
});
