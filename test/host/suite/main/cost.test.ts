import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  observed,
  openAt,
  setSetting,
  tidyUp,
  useModel,
} from '../../support/editor-session.ts';
import { expectLens, expectMessage, expectStatus } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

const file = 'python/timetable.py';

describe('what a run costs', () => {
  const model = new ScriptedModel(timetableBook);

  before(async () => {
    await useModel(model);
    await setSetting('coppice.budget.prices', { scripted: { prompt: 2, completion: 10 } });
  });
  after(async () => {
    await setSetting('coppice.budget.prices', undefined);
    await setSetting('coppice.budget.tokens', undefined);
    await forgetModel(model);
  });
  afterEach(tidyUp);

  it('is expected before it is started, and shown while it goes on', async () => {
    await openAt(file, 'def free_slots');
    await expectLens(/Grow implementation/);
    // Made in the background, when the file is left alone for a moment.
    await until(
      'the estimate on the lens',
      () => workbench.tooltips({ selector: '.codelens-decoration a', text: 'Grow' }),
      (tooltips) =>
        tooltips.some((text) =>
          /Expected: about \d+ requests and [\d.]+k tokens, hardly more than [\d.]+k, cost about 0\.\d/.test(
            text,
          ),
        ),
    );
    assert.equal(model.server.received.length, 0, 'an estimate asks nobody');

    const release = model.hold(({ job, name }) => job === 'sample' && name === 'free_slots');
    await workbench.clickCodeLens('Grow implementation');
    await expectStatus(/free_slots: sampling 1\/8 · [\d.]+k tokens, cost 0\.\d+/);
    const items = await workbench.statusItems();
    const progress = items.find(({ text }) => text.includes('free_slots'));
    assert.match(progress?.ariaLabel ?? '', /^Coppice, free_slots: .* tokens, cost 0\.\d+/);
    await screenshot('cost', { theme: 'light' });
    release();

    const run = await endedRun();
    const { requests, tokens } = run.estimate ?? assert.fail('there is no estimate');
    const took = run.view?.tokens ?? 0;
    assert.ok(requests.low <= model.asked.length && model.asked.length <= requests.high);
    assert.ok(tokens.low <= took && took <= tokens.high, `${took} ${JSON.stringify(tokens)}`);
    await vscode.commands.executeCommand('coppice.showTerminal');
    await until(
      'the estimate in the terminal',
      () => workbench.terminalText(),
      (text) => /free_slots in .*\n+expected: about \d+ requests and [\d.]+k tokens/.test(text),
    );
    // Nothing was used up, so nothing is said.
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('ends at the budget: one message says what there is and what more would buy', async () => {
    const tokens = 4000;
    await setSetting('coppice.budget.tokens', tokens);
    await openAt(file, 'def free_slots');
    const grow = async () => {
      await vscode.commands.executeCommand('coppice.grow');
      const run = await endedRun();
      assert.equal(run.result?.state, 'paused', run.result?.message);
      assert.ok((run.view?.tokens ?? 0) <= tokens);
      const buttons = await expectMessage(
        /free_slots: Failed: budget used up, .* The budget \(tokens\) has no room .* more would buy: .* Continuing allows [\d.]+k tokens more\./,
      );
      assert.deepEqual(buttons, ['Continue with more', 'Review best so far']);
      assert.equal((await workbench.notifications()).length, 1);
    };
    await grow();
    await screenshot('budget-used-up', { theme: 'dark' });

    const asked = model.asked.length;
    await workbench.clickNotification('Review best so far');
    await until(
      'the best so far beside the file',
      () => workbench.diffLines(),
      ({ modified }) => modified.some((line) => line.includes('to_minutes(DAY_START)')),
    );
    assert.equal(model.asked.length, asked, 'nothing is sent without a word');
    await tidyUp();

    await openAt(file, 'def free_slots');
    await grow();
    await workbench.clickNotification('Continue with more');
    const { runs } = await observed();
    await until(
      'the run to go on to its end',
      () => runs.all.at(-1)?.result?.state,
      (state) => state === 'solved',
    );
    assert.equal(runs.all.length, 1);
    assert.ok((runs.all.at(-1)?.view?.tokens ?? 0) > tokens);
    assert.deepEqual(await workbench.notifications(), []);
  });
});
