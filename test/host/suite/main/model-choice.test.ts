import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  openAt,
  setSetting,
  tidyUp,
  useModel,
} from '../../support/editor-session.ts';
import { expectInput, expectLens, expectMessage, expectStatus } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

describe('choosing a model', () => {
  const model = new ScriptedModel(timetableBook);

  afterEach(async () => {
    await tidyUp();
    await model.server.stop();
  });

  it('is offered where none is chosen yet', async () => {
    await setSetting('coppice.model.baseUrl', undefined);
    await setSetting('coppice.model.name', undefined);
    await vscode.commands.executeCommand('coppice.showPlan');
    await until(
      'the welcome view',
      () => workbench.texts({ selector: '.welcome-view-content .monaco-button' }),
      (buttons) => buttons.includes('Choose a Model'),
    );
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('welcome-no-model', { theme });
    }
    await openAt('python/timetable.py', 'def free_slots');
    await expectLens(/Grow implementation/);
    await workbench.clickCodeLens('Grow implementation');
    const buttons = await expectMessage(/needs a language model/);
    assert.deepEqual(buttons, ['Choose Model', 'Diagnose']);
    await workbench.clickNotification('Choose Model');
    await expectInput(/Where does the model run\?/, /^Ollama$/);
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('choose-server', { theme });
    }
    await workbench.pressKeys('Escape');
  });

  it('leads from a server to one of its models', async () => {
    const url = await model.server.start();
    void vscode.commands.executeCommand('coppice.chooseModel');
    await expectInput(/Where does the model run\?/);
    await workbench.pickQuickItem('Another address…');
    await expectInput(/Base URL/);
    await workbench.fillQuickInput('localhost');
    await until(
      'the refusal',
      () => workbench.quickInput(),
      (input) => input?.message.includes('starts with http') === true,
    );
    await workbench.fillQuickInput(url);
    await workbench.pressKeys('Enter');
    await expectInput(/Which model of http/, /^scripted$/);
    await screenshot('choose-model', { theme: 'light' });
    await workbench.pickQuickItem('scripted');
    await until(
      'the settings',
      () => [
        vscode.workspace.getConfiguration('coppice.model').get('baseUrl'),
        vscode.workspace.getConfiguration('coppice.model').get('name'),
      ],
      ([baseUrl, name]) => baseUrl === url && name === 'scripted',
    );
    await model.server.stop();
  });

  it('marks what runs, finds servers by address, and goes on with what was wanted', async () => {
    const url = await useModel(model);
    await setSetting('coppice.model.name', undefined);
    await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('coppice.grow');
    await expectMessage(/needs a language model/);
    await workbench.clickNotification('Choose Model');
    await expectInput(/Where does the model run\?/, /^The server that is set$/);
    const rows = { selector: '.quick-input-list .monaco-list-row' };
    await until(
      'the server that answers to be marked',
      () => workbench.texts(rows),
      (texts) => texts.some((text) => text.includes(`${url} · runs, 1 model`)),
    );
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('choose-server-that-runs', { theme });
    }
    await workbench.fillQuickInput('openrouter.ai');
    await expectInput(/Where does the model run\?/, /^OpenRouter$/);
    await workbench.fillQuickInput('');
    await workbench.pickQuickItem('The server that is set');
    await expectInput(/Which model/, /^scripted$/);
    // A part of a name means the model that has it, not one of that name.
    await workbench.fillQuickInput('script');
    await expectInput(/Which model/, /^Use this name$/);
    await workbench.pressKeys('Enter');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved');
    assert.equal(vscode.workspace.getConfiguration('coppice.model').get('name'), 'scripted');
  });

  it('takes a name that the server does not tell', async () => {
    await setSetting('coppice.model.baseUrl', 'http://127.0.0.1:10/v1');
    void vscode.commands.executeCommand('coppice.chooseModel');
    await expectInput(/Where does the model run\?/, /^The server that is set$/);
    await workbench.pickQuickItem('The server that is set');
    await expectInput(/Which model/, /^Ask Again$/);
    const rows = { selector: '.quick-input-list .monaco-list-row' };
    const [reason = ''] = await workbench.texts(rows);
    assert.match(reason, /Start it, or set another base URL\./);
    // A row may still hold the hidden heading of a list before.
    assert.match(
      reason,
      /No model server answers at http:\/\/127\.0\.0\.1:10\/v1 \(ECONNREFUSED\)\./,
    );
    await screenshot('no-server', { theme: 'light' });
    await workbench.fillQuickInput('my-model');
    await expectInput(/Which model/, /^Use this name$/);
    await workbench.pressKeys('Enter');
    await until(
      'the model',
      () => vscode.workspace.getConfiguration('coppice.model').get('name'),
      (name) => name === 'my-model',
    );
  });

  it('asks again once the server is up', async () => {
    let isUp = false;
    const server = createServer((_, response) => {
      response.writeHead(isUp ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'late', object: 'model' }] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await setSetting('coppice.model.baseUrl', `http://127.0.0.1:${port}/v1`);
      void vscode.commands.executeCommand('coppice.chooseModel');
      await expectInput(/Where does the model run\?/, /^The server that is set$/);
      await workbench.pickQuickItem('The server that is set');
      await expectInput(/Which model/, /^Ask Again$/);
      isUp = true;
      await workbench.pickQuickItem('Ask Again');
      await expectInput(/Which model/, /^late$/);
      await workbench.pressKeys('Escape');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('opens the settings where they are', async () => {
    await vscode.commands.executeCommand('coppice.openSettings', 'model');
    await until(
      'the settings',
      () => workbench.texts({ selector: '.settings-editor .setting-item-label' }),
      (labels) => labels.some((label) => label.includes('Base Url')),
    );
    await screenshot('settings', { theme: 'light' });
  });

  it('says so where the address is none', async () => {
    await setSetting('coppice.model.baseUrl', 'localhost:11434');
    await setSetting('coppice.model.name', 'x');
    await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('coppice.grow');
    await expectMessage(/is no address of a server/);
  });

  it('keeps a key in the secret store and sends it to its server alone', async () => {
    await useModel(model);
    void vscode.commands.executeCommand('coppice.setApiKey');
    const input = await until(
      'the input box',
      () => workbench.quickInput(),
      (found) => found !== null,
    );
    assert.match(input?.title ?? '', /^API key for http:\/\/127\.0\.0\.1:\d+$/);
    await screenshot('api-key', { theme: 'light' });
    await workbench.fillQuickInput('key with blanks');
    await until(
      'the refusal',
      () => workbench.quickInput(),
      (found) => found?.message.includes('no blanks') === true,
    );
    await workbench.fillQuickInput('sk-test-1');
    await workbench.pressKeys('Enter');
    await expectStatus(/The key for http.* is set/);
    const earlier = model.server.received.length;
    await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    const received = model.server.received.slice(earlier);
    const headers = received.map((each) => each.headers.authorization);
    assert.ok(headers.length > 0);
    assert.ok(headers.every((header) => header === 'Bearer sk-test-1'));

    const other = new ScriptedModel(timetableBook);
    await useModel(other);
    await tidyUp();
    await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('coppice.grow');
    await endedRun();
    assert.ok(other.server.received.length > 0);
    assert.ok(other.server.received.every((each) => each.headers.authorization === undefined));
    await forgetModel(other);
    await model.server.stop();
  });
});
