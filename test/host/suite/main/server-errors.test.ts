import assert from 'node:assert/strict';
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
import { expectInput, expectLens, expectMessage } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

describe('a server that misbehaves', () => {
  let model: ScriptedModel;

  beforeEach(async () => {
    model = new ScriptedModel(timetableBook);
    await useModel(model);
  });
  afterEach(async () => {
    await tidyUp();
    await forgetModel(model);
  });

  async function grow() {
    await openAt('python/timetable.py', 'def free_slots');
    void vscode.commands.executeCommand('coppice.grow');
    return endedRun(90_000);
  }

  it('says "later" and "broken" once, and the run is solved all the same', async () => {
    model.interrupt = (_ask, ordinal) => {
      if (ordinal === 0) {
        const headers = { 'retry-after': '1' };
        return { kind: 'status', status: 429, message: 'slow down', headers };
      }
      if (ordinal === 2) return { kind: 'status', status: 500, message: 'oops' };
      return undefined;
    };
    const run = await grow();
    assert.equal(run.result?.state, 'solved', run.result?.message);
  });

  it('does not take a temperature: that is remembered and said once', async () => {
    model.interrupt = ({ request }) =>
      request.temperature === undefined
        ? undefined
        : {
            kind: 'status',
            status: 400,
            message: "Unsupported value: 'temperature'",
            param: 'temperature',
          };
    const run = await grow();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    const refused = model.asked.filter(({ request }) => request.temperature !== undefined);
    assert.ok(refused.length <= 8, `${refused.length} requests were refused`);
    assert.equal(run.view?.notices.filter((text) => text.includes('temperature')).length, 1);
  });

  it('cuts an answer short: the rest decides', async () => {
    let cut = 0;
    model.interrupt = ({ job }) => {
      if (job !== 'sample' || cut >= 1) return undefined;
      cut += 1;
      return { kind: 'cut', sample: '```\ndef free_slots(busy', characters: 20 };
    };
    const run = await grow();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    assert.equal(cut, 1);
  });

  it('answers with a web page: the run ends and says so', async () => {
    model.interrupt = () => ({ kind: 'raw', type: 'text/html', body: '<h1>Welcome</h1>' });
    const run = await grow();
    assert.notEqual(run.result?.state, 'solved');
    await expectMessage(/free_slots: /);
    await screenshot('web-page');
  });

  it('wants another key: the message has the button for it', async () => {
    model.interrupt = () => ({ kind: 'status', status: 401, message: 'invalid key' });
    const run = await grow();
    assert.equal(run.result?.state, 'failed');
    assert.equal(run.result.reason, 'unauthorised');
    const buttons = await expectMessage(/free_slots: /);
    assert.ok(buttons.includes('Set API Key'), buttons.join());
    await expectLens(/Failed: the model server wants another key$/);
    await expectLens(/^Fix: Set API Key$/);
    await screenshot('no-key');
  });

  it('is not there: the message has the button for it', async () => {
    await setSetting('coppice.model.baseUrl', 'http://127.0.0.1:10/v1');
    const run = await grow();
    assert.equal(run.result?.state, 'failed');
    assert.equal(run.result.reason, 'unreachable');
    const buttons = await expectMessage(/free_slots: /);
    assert.ok(buttons.includes('Choose Model') && buttons.includes('Resume'), buttons.join());
    await expectLens(/Failed: no model server answers$/);
    await workbench.clickCodeLens('Fix: Choose Model');
    await expectInput(/Where does the model run\?/);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  });

  it('hangs: the run can be stopped', async () => {
    model.interrupt = () => ({ kind: 'hang' });
    await openAt('python/timetable.py', 'def free_slots');
    const done = vscode.commands.executeCommand('coppice.grow');
    await until(
      'the request',
      () => model.server.active,
      (active) => active > 0,
    );
    await vscode.commands.executeCommand('coppice.stop');
    await done;
    const run = await endedRun();
    assert.equal(run.result?.state, 'cancelled');
    assert.ok(model.server.abandoned > 0);
  });
});
