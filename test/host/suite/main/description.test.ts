import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { endedRun, forgetModel, openAt, tidyUp, useModel } from '../../support/editor-session.ts';
import { expectLens } from '../../support/expect.ts';
import { ScriptedModel, type Knowledge } from '../../support/scripted-model.ts';
import { until } from '../../until.ts';

const stub = `def count_words(text: str) -> int:
    """Count the words of a text.

    >>> count_words("a b")
    2
    """
    raise NotImplementedError
`;

const book: Readonly<Record<string, Knowledge>> = {
  count_words: {
    divided: 'def count_words(text: str) -> int:\n    return len(text.split())\n',
    samples: ['def count_words(text: str) -> int:\n    return len(text.split())\n'],
    tests: 'assert count_words("") == 0\nassert count_words("a  b c") == 3\n',
    probes: 'count_words("")\ncount_words("a")\ncount_words("a b")\n',
  },
};

describe('growing from a description', () => {
  const model = new ScriptedModel(book);

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  it('puts a stub into the file, which the user edits and grows', async () => {
    const { document } = await openAt('python/timetable.py', 'DAY_END');
    const before = document.getText();
    model.propose(stub);
    void vscode.commands.executeCommand('coppice.growFromDescription');
    await until(
      'the input box',
      () => workbench.quickInput(),
      (input) => input?.title === 'Grow From Description',
    );
    await screenshot('describe', { theme: 'light' });
    await workbench.fillQuickInput('Count the words of a text');
    await workbench.pressKeys('Enter');
    await until(
      'the stub',
      () => document.getText(),
      (text) => text.includes('def count_words'),
    );
    assert.ok(model.asked[0]?.request.messages.at(-1)?.content.includes('Count the words'));
    await expectLens(/Grow implementation/);
    await screenshot('proposed', { theme: 'dark' });

    const edit = new vscode.WorkspaceEdit();
    const place = document.getText().indexOf('Count the words of a text.');
    edit.insert(document.uri, document.positionAt(place + 'Count the words'.length), ', if any,');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    assert.match(run.task.contract.description, /^Count the words, if any, of a text\./);

    await vscode.commands.executeCommand('coppice.accept');
    assert.match(document.getText(), /return len\(text\.split\(\)\)/);
    for (let step = 0; step < 3; step += 1) await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('takes a selected comment as the description', async () => {
    const editor = await openAt('python/timetable.py', 'DAY_START');
    await editor.edit((edit) => edit.insert(editor.selection.start, '# TODO: count the words\n'));
    editor.selection = new vscode.Selection(2, 0, 2, '# TODO: count the words'.length);
    void vscode.commands.executeCommand('coppice.growFromDescription');
    await until(
      'the description',
      () => workbench.quickInput(),
      (input) => input?.value === 'count the words',
    );
    await workbench.pressKeys('Escape');
  });
});
