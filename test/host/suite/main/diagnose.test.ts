import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import { forgetModel, setSetting, tidyUp, useModel } from '../../support/editor-session.ts';
import { expectInput, expectLens } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { until } from '../../until.ts';

describe('diagnosing', () => {
  const model = new ScriptedModel({});

  after(() => forgetModel(model));
  afterEach(tidyUp);

  function shown(pattern: RegExp): Promise<string> {
    return until(
      `the findings ${String(pattern)}`,
      () => {
        const document = vscode.window.activeTextEditor?.document;
        return document?.uri.authority === 'health' ? document.getText() : '';
      },
      (text) => pattern.test(text),
    );
  }

  it('says that no model answers, and leads to another', async () => {
    await setSetting('coppice.model.baseUrl', 'http://127.0.0.1:10/v1');
    await setSetting('coppice.model.name', 'absent');
    await workbench.runFromPalette('Coppice: Diagnose');
    const text = await shown(/^To look at: Model\.$/m);
    assert.match(text, /## Model: needs you\n\nChosen: absent at http:\/\/127\.0\.0\.1:10\/v1\./);
    assert.match(text, /^- .*`Coppice: Choose Model…`/m);
    assert.match(text, /^## Sandbox: good$/m);
    assert.match(text, /^## Workspace trust: good$/m);
    await expectLens(/^Choose Model$/);
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('diagnose', { theme });
    }
    await workbench.clickCodeLens('Choose Model');
    await expectInput(/Where does the model run\?/);
    await workbench.pressKeys('Escape');
  });

  it('is run again from its own document once that is mended', async () => {
    await setSetting('coppice.model.name', undefined);
    await workbench.runFromPalette('Coppice: Diagnose');
    await shown(/needs a language model/);
    await useModel(model);
    model.interrupt = () => ({ kind: 'answer', samples: ['ready'] });
    await expectLens(/Diagnose again/);
    await workbench.clickCodeLens('Diagnose again');
    await shown(/^Everything that Coppice needs is there\.$/m);
    assert.equal(model.server.received.length, 1);
  });
});
