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
import { expectLens, expectNoLens, expectRow, expectStatus } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

describe('stopping a run', () => {
  const model = new ScriptedModel(timetableBook);

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  /** Starts a run whose samples never come. */
  async function startAndHold(): Promise<() => void> {
    await openAt('python/timetable.py', 'def free_slots');
    const release = model.hold(({ job }) => job === 'sample');
    await expectLens(/Grow implementation/);
    await workbench.clickCodeLens('Grow implementation');
    await expectLens(/sampling/);
    return release;
  }

  async function expectStopped(): Promise<void> {
    const run = await endedRun();
    assert.equal(run.result?.state, 'cancelled');
    await until(
      'the server to be left alone',
      () => model.server.active,
      (active) => active === 0,
    );
    await expectLens(/Stopped$/);
    await expectRow('Plan', /^free_slots$/, /^stopped/);
    assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
  }

  it('works by the lens', async () => {
    const release = await startAndHold();
    await vscode.commands.executeCommand('coppice.showPlan');
    await workbench.clickCodeLens('Stop');
    await expectStopped();
    release();
  });

  it('works by the status bar', async () => {
    const release = await startAndHold();
    await vscode.commands.executeCommand('coppice.showPlan');
    await expectStatus(/free_slots: .*sampling/);
    const items = await workbench.statusItems();
    const stop = items.find(({ ariaLabel }) => ariaLabel.includes('Stop Coppice'));
    assert.ok(stop, 'the status bar has no button to stop');
    await workbench.click({ selector: `[id="${stop.id}"]` });
    await expectStopped();
    release();
  });

  it('works by Ctrl-C in the terminal, and by closing the terminal', async () => {
    let release = await startAndHold();
    await vscode.commands.executeCommand('coppice.showPlan');
    await vscode.commands.executeCommand('coppice.showTerminal');
    await until(
      'the terminal',
      () => workbench.terminalText(),
      (text) => text.includes('Ctrl-C stops'),
    );
    await workbench.focusTerminal();
    await workbench.pressKeys('Control+c');
    await expectStopped();
    release();

    const { runs } = await observed();
    for (const run of runs.all) runs.remove(run);
    release = await startAndHold();
    await vscode.commands.executeCommand('coppice.showPlan');
    for (const terminal of vscode.window.terminals) {
      if (terminal.name === 'Coppice') terminal.dispose();
    }
    await expectStopped();
    release();
  });

  it('leaves a run that can be resumed, without asking again', async () => {
    const release = await startAndHold();
    await vscode.commands.executeCommand('coppice.stop');
    await endedRun();
    release();
    const asked = model.asked.filter(({ job }) => job === 'divide').length;
    await expectLens(/^Grow again$/);
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('stopped', { theme });
    }
    await workbench.clickCodeLens('Resume');
    await expectNoLens(/^Grow again$/);
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    assert.equal(model.asked.filter(({ job }) => job === 'divide').length, asked);
  });

  it('is offered for each of several runs', async () => {
    const release = await startAndHold();
    const { runs } = await observed();
    await openAt('python/settle.py', 'def settle_up');
    await vscode.commands.executeCommand('coppice.showPlan');
    model.hold(() => true);
    void vscode.commands.executeCommand('coppice.grow');
    await until(
      'two runs',
      () => runs.running.length,
      (count) => count === 2,
    );
    await expectRow('Plan', /^settle_up$/);
    await expectRow('Plan', /^free_slots$/);
    await workbench.clickTreeRowAction('Plan', 'settle_up', 'Stop');
    await until(
      'one run',
      () => runs.running.map(({ task }) => task.target.qualifiedName),
      (names) => names.join() === 'free_slots',
    );
    assert.equal(vscode.window.terminals.filter(({ name }) => name === 'Coppice').length, 2);
    release();
  });
});
