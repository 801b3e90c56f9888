import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  setSetting,
  tidyUp,
  useModel,
} from '../../support/editor-session.ts';
import { expectInput, expectLens, expectRow } from '../../support/expect.ts';
import { ScriptedModel, type Knowledge } from '../../support/scripted-model.ts';
import { until } from '../../until.ts';

const book: Readonly<Record<string, Knowledge>> = {
  minutes: {
    samples: [
      `def minutes(duration: str) -> int:
    units = {"h": 60, "m": 1}
    parts = duration.split()
    return sum(int(part[:-1]) * units[part[-1]] for part in parts)
`,
      `def minutes(duration: str) -> int:
    total = 0
    for part in duration.split():
        total += int(part[:-1]) * (60 if part.endswith("h") else 1)
    return total
`,
      `def minutes(duration: str) -> int:
    hours, rest = duration.split("h")
    return int(hours) * 60 + int(rest.strip("m ") or 0)
`,
    ],
    tests: `assert minutes("0m") == 0
assert minutes("1h 1m") == 61
assert minutes("10h 10m") == 610
`,
    probes: 'minutes("3h 5m")\nminutes("59m")\nminutes("12h")\n',
  },
};

const stepTitles = [
  'Choose a model',
  'Open an example',
  'Grow it',
  'Read the evidence',
  'Accept it, or not',
];
const steps = { selector: '.getting-started-step .step-title' };
const done = { selector: '.getting-started-step [data-done-step-id][aria-checked="true"]' };

/** Pictures of the steps, as `media/walkthrough/` holds them. */
async function pictureOf(step: string, selector?: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await screenshot(`step-${step}`, { theme, ...(selector ? { spot: { selector } } : {}) });
  }
}

describe('the walkthrough', () => {
  const model = new ScriptedModel(book);

  after(async () => {
    await setSetting('editor.minimap.enabled', undefined);
    await forgetModel(model);
  });
  afterEach(async () => {
    // Closing an unsaved document would ask whether to save it.
    for (const document of vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await tidyUp();
  });

  async function openWalkthrough(): Promise<void> {
    await vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      'coppice.coppice#coppice.start',
    );
    await until(
      'the walkthrough',
      () => workbench.texts(steps),
      (titles) => titles.length === stepTitles.length,
    );
  }

  it('leads from a model to an accepted function', async () => {
    await setSetting('coppice.model.baseUrl', undefined);
    await setSetting('coppice.model.name', undefined);
    await setSetting('editor.minimap.enabled', false);
    await openWalkthrough();
    assert.deepEqual(await workbench.texts(steps), stepTitles);
    await workbench.click({ ...steps, text: 'Choose a model' });
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('walkthrough', { theme });
    }
    await workbench.click({
      selector: '.getting-started-step .monaco-button',
      text: 'Choose a Model',
    });
    await expectInput(/Where does the model run\?/, /^Ollama$/);
    await pictureOf('model', '.quick-input-widget');
    await workbench.pressKeys('Escape');

    await useModel(model);
    await openWalkthrough();
    await workbench.click({ ...steps, text: 'Open an example' });
    await workbench.click({
      selector: '.button-container .monaco-button',
      text: 'Open the Example',
    });
    await expectLens(/Grow implementation/);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.isUntitled, true);
    await workbench.resize(760, 420);
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    const editor = '.editor-group-container';
    await pictureOf('example', editor);
    await workbench.clickCodeLens('Grow implementation');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await expectLens(/\d of \d agree|agrees on \d+ %/);
    await vscode.commands.executeCommand('coppice.showPlan');
    await expectRow('Plan', /^Candidate 2$/);
    await workbench.resize(900, 480);
    await pictureOf('grow');
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await workbench.resize(760, 420);
    await workbench.runFromPalette('Coppice: Review');
    await until(
      'the diff',
      () => workbench.diffLines(),
      ({ modified }) => modified.length > 8,
    );
    await workbench.hover({ selector: '.modified-in-monaco-diff-editor .view-lines' });
    await pictureOf('evidence', editor);
    await workbench.resize(1440, 900);

    await openWalkthrough();
    await workbench.click({ ...steps, text: 'Grow it' });
    await screenshot('walkthrough-grown', { theme: 'light' });
    await vscode.commands.executeCommand('coppice.openExample');
    assert.equal(vscode.window.activeTextEditor?.document, document);
    await workbench.runFromPalette('Coppice: Accept');
    await until(
      'the accepted function',
      () => document.getText(),
      (text) => text.includes('return '),
    );
    await workbench.resize(760, 420);
    await workbench.hover({ selector: '.editor-instance .view-lines' });
    await pictureOf('accept', editor);
    await workbench.resize(1440, 900);
    await vscode.commands.executeCommand('workbench.action.toggleSidebarVisibility');
    await openWalkthrough();
    await until(
      'the steps that are done',
      () => workbench.texts(done),
      (all) => all.length >= 4,
    );
  });
});
