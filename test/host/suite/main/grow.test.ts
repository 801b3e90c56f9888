import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  observed,
  openAt,
  tidyUp,
  useModel,
} from '../../support/editor-session.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

const file = 'python/timetable.py';

describe('growing a function', () => {
  const model = new ScriptedModel(timetableBook);

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  it('goes from the lens to the diff, and one undo takes it back', async () => {
    const editor = await openAt(file, 'def free_slots');
    const before = editor.document.getText();
    await until(
      'the lens',
      () => workbench.codeLenses(),
      (lenses) => lenses.some((text) => text.includes('Grow implementation')),
    );
    await screenshot('lens', { theme: 'dark' });
    const release = model.hold(({ job }) => job === 'sample');
    await workbench.clickCodeLens('Grow implementation');
    await until(
      'the lens to follow the run',
      () => workbench.codeLenses(),
      (lenses) => lenses.some((text) => text.includes('sampling')) && lenses.includes('Stop'),
    );
    await vscode.commands.executeCommand('coppice.showPlan');
    await until(
      'the plan in the tree',
      () => workbench.treeRows('Plan'),
      (rows) => rows.length >= 4,
    );
    await screenshot('running', { theme: 'dark' });
    release();
    const run = await endedRun();
    console.log(JSON.stringify(run.result?.message), run.result?.state);
    await screenshot('verdict', { theme: 'dark' });
    assert.equal(run.result?.state, 'solved', run.result?.message);
    assert.equal(editor.document.getText(), before);
  });
});
