import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { endedRun, forgetModel, openAt, tidyUp, useModel } from '../../support/editor-session.ts';
import { expectLens } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { versionsBook } from '../../support/versions-book.ts';
import { until } from '../../until.ts';

describe('growing in TypeScript', () => {
  const model = new ScriptedModel(versionsBook);

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  it('runs candidates in the sandbox and changes the function and its helpers alone', async () => {
    const { document } = await openAt('typescript/versions.ts', 'export function bestVersion');
    const before = document.getText();
    await expectLens(/Grow implementation/);
    await workbench.clickCodeLens('Grow implementation');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await expectLens(/^Accept$/);
    await screenshot('typescript', { theme: 'dark' });
    await workbench.clickCodeLens('Accept');
    const after = await until(
      'the accepted code',
      () => document.getText(),
      (text) => text !== before,
    );
    assert.match(after, /^export function bestVersion/m);
    assert.match(after, /^function meets/m);
    assert.doesNotMatch(after, /not implemented/);
    const doc = before.slice(before.indexOf('/**'), before.indexOf('export function'));
    assert.ok(after.includes(`${doc}export function bestVersion`), 'the doc comment stays');
    await until(
      'no errors from TypeScript',
      () => vscode.languages.getDiagnostics(document.uri).map(({ message }) => message),
      (messages) => messages.length === 0,
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });
});
