import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LiveRun } from '../../../../src/vscode/runs/live-run.ts';
import { screenshot, setTheme, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  observed,
  openAt,
  tidyUp,
  useModel,
} from '../../support/editor-session.ts';
import { expectInput, expectRow } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { versionsBook } from '../../support/versions-book.ts';
import { until } from '../../until.ts';

const themes = ['light', 'dark', 'high-contrast'] as const;

/** Closes documents that were never saved: VS Code would ask whether to keep them. */
async function closeUntitled(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

describe('the functions of a plan', () => {
  const model = new ScriptedModel({ ...timetableBook, ...versionsBook });

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(closeUntitled);
  afterEach(tidyUp);

  async function grow(): Promise<LiveRun> {
    await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await vscode.commands.executeCommand('coppice.showPlan', { run: run.key });
    return run;
  }

  /** The run of the row, once it is another one than `before` and over. */
  async function again(before: LiveRun): Promise<LiveRun> {
    const { runs } = await observed();
    const run = await until(
      'the run to be grown again',
      () => runs.get(before.key),
      (now) => now !== undefined && now !== before && !now.isRunning,
      { timeoutMs: 60_000 },
    );
    assert.ok(run);
    return run;
  }

  const nodeOf = (run: LiveRun, name: string) => {
    const node = [...(run.view?.nodes.values() ?? [])].find(
      ({ contract, sharedWith }) => contract.name === name && sharedWith === undefined,
    );
    assert.ok(node, `${name} is in the plan`);
    return node;
  };
  const codeOf = (run: LiveRun, name: string) =>
    run.solution?.functions.find(({ contract }) => contract.name === name)?.candidate.code ?? '';
  const askedSince = (count: number) =>
    [...new Set(model.asked.slice(count).map(({ job, name }) => `${job} ${name}`))].sort();

  /** Opens the rows of a helper by the keyboard, from the row of its run. */
  async function openCandidatesOf(name: string): Promise<void> {
    await workbench.clickTreeRow('Plan', name);
    // A key is lost where the view draws the row anew just then.
    await until(
      `the open row of ${name}`,
      async () => {
        const rows = await workbench.treeRows('Plan');
        const isOpen = rows.find(({ label }) => label === name)?.expanded === true;
        if (!isOpen) await workbench.pressKeys('ArrowRight');
        return isOpen;
      },
      (isOpen) => isOpen,
    );
    await expectRow('Plan', /^Candidate 1$/);
  }

  it('have two of their candidates compared, by the keyboard alone', async () => {
    await grow();
    await openCandidatesOf('to_clock');
    await workbench.pressKeys('ArrowDown', 'ArrowDown', 'Shift+ArrowDown');
    await until(
      'two selected rows',
      () => workbench.treeRows('Plan'),
      (rows) => rows.filter(({ selected }) => selected).length === 2,
    );
    await workbench.pressKeys('Control+Alt+c');
    const sides = await until(
      'the diff',
      () => workbench.diffLines(),
      ({ original, modified }) => original.length > 1 && modified.length > 1,
    );
    assert.match(sides.original.join('\n'), /def to_clock/);
    assert.match(sides.modified.join('\n'), /def to_clock/);
    assert.notDeepEqual(sides.original, sides.modified);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.match(tab?.label ?? '', /^to_clock: Candidate \d.* ↔ Candidate \d/);
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    assert.deepEqual(
      [tab.input.original.scheme, tab.input.modified.scheme],
      ['coppice', 'coppice'],
    );
    for (const theme of themes) await screenshot('nodes-compare', { theme });
  });

  it('are regrown alone: only their own code is asked for again', async () => {
    const run = await grow();
    const before = model.asked.length;
    await openCandidatesOf('to_clock');
    await workbench.clickTreeRowAction('Plan', 'to_clock', 'Regrow');
    const next = await again(run);
    assert.equal(next.result?.state, 'solved', next.result?.message);
    assert.deepEqual(askedSince(before), ['sample to_clock']);
    assert.equal(codeOf(next, 'merge_ranges'), codeOf(run, 'merge_ranges'));
    const rows = await workbench.treeRows('Plan');
    assert.ok(
      rows.some(({ label, expanded }) => label === 'to_clock' && expanded === true),
      'its row stays open',
    );
  });

  it('take an example more, which judges what is there', async () => {
    const run = await grow();
    const before = model.asked.length;
    await workbench.clickTreeRow('Plan', 'to_clock');
    await workbench.pressKeys('Control+Alt+a');
    await expectInput(/Add Example to to_clock/);
    await workbench.fillQuickInput('to_clock is nice');
    await until(
      'the refusal',
      () => workbench.quickInput(),
      (input) => /Write one call of to_clock/.test(input?.message ?? ''),
    );
    await screenshot('nodes-example-refused', { theme: 'dark' });
    await workbench.fillQuickInput('to_clock(61) == "01:01"');
    await until(
      'no refusal',
      () => workbench.quickInput(),
      (input) => !/Write one call/.test(input?.message ?? ''),
    );
    await workbench.pressKeys('Enter');
    const next = await again(run);
    assert.equal(next.result?.state, 'solved', next.result?.message);
    assert.deepEqual(askedSince(before), [], 'every answer was there');
    const node = nodeOf(next, 'to_clock');
    const added = node.tests.find(({ source }) => source === 'user');
    assert.equal(added?.call, 'to_clock(61)');
    assert.ok(
      node.scores.some(({ gate }) => !gate),
      'who fails it is out',
    );
    await expectRow('Plan', /^to_clock$/, /4\/4 tests/);
  });

  it('take an example while the run goes on, which starts again with what it was answered', async () => {
    const { runs } = await observed();
    await openAt('python/timetable.py', 'def free_slots');
    const release = model.hold(({ job, name }) => job === 'sample' && name === 'free_slots');
    void vscode.commands.executeCommand('coppice.grow');
    await until(
      'the function itself to be sampled',
      () => runs.all.at(-1)?.view?.nodes.get('free_slots')?.state,
      (state) => state === 'sampling',
      { timeoutMs: 60_000 },
    );
    const run = runs.all.at(-1);
    assert.ok(run?.isRunning);
    const before = model.asked.length;
    void vscode.commands.executeCommand('coppice.addExample', { kind: 'run', run: run.key });
    await expectInput(/Add Example to free_slots/);
    await workbench.fillQuickInput('free_slots(["09:00-16:00"], 60) == ["16:00-17:00"]');
    await workbench.pressKeys('Enter');
    await until(
      'the run to start again',
      () => runs.get(run.key),
      (now) => now !== run,
    );
    release();
    const next = await again(run);
    assert.equal(next.result?.state, 'solved', next.result?.message);
    assert.ok(nodeOf(next, 'free_slots').tests.some(({ source }) => source === 'user'));
    const asked = askedSince(before);
    assert.ok(
      asked.every((each) => / free_slots$/.test(each)),
      asked.join(),
    );
    assert.ok(!asked.some((each) => /^divide/.test(each)), asked.join());
  });

  it('have a candidate pinned, which says how it stands, and unpinned; a reload keeps it', async () => {
    const run = await grow();
    const before = model.asked.length;
    await openCandidatesOf('to_clock');
    const rows = await workbench.treeRows('Plan');
    const bad = rows.find(
      ({ label, description }) => /^Candidate/.test(label) && !/3\/3/.test(description),
    );
    assert.ok(bad, 'one of them fails a test');
    await vscode.commands.executeCommand('coppice.review', { run: run.key });
    await vscode.commands.executeCommand('coppice.showPlan', { run: run.key });
    await workbench.clickTreeRowAction('Plan', bad.label, 'Pin Candidate');
    const pinned = await again(run);
    assert.deepEqual(askedSince(before), [], 'a pin asks the model nothing');
    assert.match(codeOf(pinned, 'to_clock'), /\{minutes \/\/ 60\}:/);
    assert.match(
      nodeOf(pinned, 'to_clock').evidence[0]?.note ?? '',
      /^Pinned by you; passes \d of 3 tests/,
    );
    const row = await expectRow('Plan', new RegExp(`^${bad.label}$`), /^pinned · /);
    assert.match(row.ariaLabel, new RegExp(`^${bad.label} of to_clock, pinned, \\d of 3 tests`));
    assert.notEqual(pinned.result?.state, 'solved', 'free_slots does not pass with it');
    for (const theme of themes) await screenshot('nodes-pinned', { theme });

    const { host } = await observed();
    assert.ok(pinned.result);
    const { id } = pinned.result;
    const back = await host.use((coppice) =>
      coppice.show(id, {
        signal: new AbortController().signal,
        onView: () => undefined,
        onQuestion: () => Promise.resolve({ kind: 'unanswered' }),
      }),
    );
    assert.ok(back.ok);
    assert.equal(back.value.task.steering?.['to_clock']?.pinned?.code, codeOf(pinned, 'to_clock'));
    assert.deepEqual(back.value.view.nodes, pinned.view?.nodes);

    await workbench.clickTreeRow('Plan', 'to_clock');
    await workbench.pressKeys('Control+Alt+Shift+p');
    const unpinned = await again(pinned);
    assert.deepEqual(askedSince(before), []);
    assert.equal(codeOf(unpinned, 'to_clock'), codeOf(run, 'to_clock'));
    assert.equal(unpinned.result?.state, 'solved', unpinned.result?.message);
  });

  it('lead to their contracts: the plan for a helper, the file for the function itself', async () => {
    const run = await grow();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('coppice.editContract', { kind: 'run', run: run.key });
    const stub = vscode.window.activeTextEditor;
    assert.match(stub?.document.uri.path ?? '', /timetable\.py$/);
    assert.match(stub?.document.lineAt(stub.selection.active.line).text ?? '', /def free_slots/);

    await vscode.commands.executeCommand('coppice.showPlan', { run: run.key });
    await workbench.clickTreeRow('Plan', 'to_clock');
    await workbench.pressKeys('Control+Alt+e');
    const editor = await until(
      'the plan',
      () => vscode.window.activeTextEditor,
      (shown) =>
        shown?.document.languageId === 'parsel' &&
        /^\s*to_clock\(minutes: int\) -> str: /.test(
          shown.document.lineAt(shown.selection.active.line).text,
        ),
    );
    assert.ok(editor);
    const line = editor.document.lineAt(editor.selection.active.line);
    const before = model.asked.length;
    await editor.edit((edit) => edit.insert(line.range.end, ' Hours have two digits.'));
    await vscode.commands.executeCommand('coppice.growPlan');
    const next = await again(run);
    assert.equal(next.result?.state, 'solved', next.result?.message);
    const asked = askedSince(before);
    assert.ok(
      asked.includes('sample to_clock') && asked.includes('sample free_slots'),
      asked.join(),
    );
    // Which candidates are told apart may depend on where a function stands in its plan. What divisions wrote
    // is not taken over with a plan: one sample of each takes its place.
    const paid = /^(?:tests|probes) (?:to_minutes|merge_ranges)$|^divide/;
    assert.ok(!asked.some((each) => paid.test(each)), asked.join());
    assert.match(nodeOf(next, 'to_clock').contract.description, /Hours have two digits\.$/);
    assert.match(next.task.target.snapshot.uri, /timetable\.py$/);
  });

  it('offer their actions in the menu, and in the palette by a choice', async () => {
    await grow();
    await setTheme('dark');
    await workbench.clickTreeRow('Plan', 'merge_ranges');
    await workbench.pressKeys('Shift+F10');
    const items = await until(
      'the menu',
      () => workbench.texts({ selector: '.context-view .action-label' }),
      (texts) => texts.some((text) => /Regrow/.test(text)),
    );
    for (const title of ['Compare Candidates', 'Add Example…', 'Edit Contract', 'Regrow']) {
      assert.ok(
        items.some((item) => item.startsWith(title)),
        `${title} in ${items.join(', ')}`,
      );
    }
    await screenshot('nodes-menu');
    await workbench.pressKeys('Escape');
    await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await workbench.runFromPalette('Coppice: Compare Candidates');
    await expectInput(/Compare Candidates/, /^merge_ranges$/);
    await screenshot('nodes-choice');
    await workbench.pickQuickItem('merge_ranges');
    await expectInput(/Compare Candidates/, /^Candidate 3$/);
    await workbench.pickQuickItem('Candidate 3');
    await until(
      'the diff',
      () => workbench.diffLines(),
      ({ original, modified }) => original.length > 1 && modified.length > 1,
    );
  });
});

describe('two runs at once', () => {
  const model = new ScriptedModel({ ...timetableBook, ...versionsBook });

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  it('both come to their end, and the view shows both all the while', async () => {
    const { runs } = await observed();
    await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('coppice.showPlan');
    const release = model.hold(({ job }) => job === 'sample');
    await openAt('python/timetable.py', 'def free_slots');
    const first = vscode.commands.executeCommand('coppice.grow');
    await until(
      'one run',
      () => runs.running.length,
      (count) => count === 1,
    );
    await openAt('typescript/versions.ts', 'export function bestVersion');
    const second = vscode.commands.executeCommand('coppice.grow');
    await until(
      'two runs',
      () => runs.running.length,
      (count) => count === 2,
    );
    await expectRow('Plan', /^free_slots$/, /functions|sampling/);
    await expectRow('Plan', /^bestVersion$/, /sampling|functions/);
    for (const theme of themes) await screenshot('nodes-two-runs', { theme });
    release();
    await Promise.all([first, second]);
    assert.deepEqual(
      runs.all.map(({ result }) => result?.state),
      ['solved', 'solved'],
      runs.all.map(({ result }) => result?.message).join(),
    );
    const row = await expectRow('Plan', /^free_slots$/, /agree/);
    assert.match(row.ariaLabel, /^free_slots, run, waits for your review, Proven: /);
    await expectRow('Plan', /^bestVersion$/, /agree/);
    await until(
      'the badge',
      () => workbench.texts({ selector: '.activitybar .badge-content' }),
      (texts) => texts.includes('2'),
    );
    for (const theme of themes) await screenshot('nodes-two-results', { theme });
  });
});
