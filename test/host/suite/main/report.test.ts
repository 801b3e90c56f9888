import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, setTheme, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  observed,
  openAt,
  tidyUp,
  useModel,
  workspaceFile,
} from '../../support/editor-session.ts';
import { expectInWebview, expectRow, expectWebview } from '../../support/expect.ts';
import { ScriptedModel, type Knowledge } from '../../support/scripted-model.ts';
import { wrongFirstBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

const themes = ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const;

/** Values that would do harm as markup, or turn the text around them. */
const hostile = `<img src=x onerror="globalThis.harmed=1">\\u202egnp.exe\\x07`;

const sources: Readonly<Record<string, string>> = {
  'python/half.py': `def half(n: int) -> int:
    """Return half of n, as a whole number."""
    raise NotImplementedError
`,
  'python/label.py': `def label(n: int) -> str:
    """Return the label of n."""
    raise NotImplementedError
`,
};

const book: Readonly<Record<string, Knowledge>> = {
  ...wrongFirstBook,
  half: {
    divided: 'def half(n: int) -> int:\n    return n // 2\n',
    samples: [
      'def half(n: int) -> int:\n    return (n + 1) // 2\n',
      'def half(n: int) -> int:\n    return n >> 1\n',
      'def half(n: int) -> int:\n    return -(-n // 2)\n',
    ],
    tests: 'assert half(0) == 0\nassert half(2) == 1\nassert half(10) == 5\n',
    probes: 'half(0)\nhalf(1)\nhalf(2)\nhalf(3)\nhalf(7)\nhalf(10)\nhalf(-3)\n',
  },
  label: {
    divided: `def label(n: int) -> str:\n    return '${hostile}' * (n + 1)\n`,
    samples: [
      `def label(n: int) -> str:\n    return '${hostile}' * (n + 1)\n`,
      `def label(n: int) -> str:\n    raise ValueError('${hostile}' * 200)\n`,
    ],
    tests: `assert label(0) == '${hostile}'\nassert label(2) == '${hostile}' * 3\n`,
    probes: 'label(0)\nlabel(1)\nlabel(99)\n',
  },
};

/** What the page shows of the element that has the keyboard. */
const focused =
  "document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent || ''";

describe('the report', () => {
  const model = new ScriptedModel(book);

  before(async () => {
    for (const [path, source] of Object.entries(sources)) {
      await vscode.workspace.fs.writeFile(workspaceFile(path), Buffer.from(source));
    }
    await useModel(model);
  });
  after(async () => {
    await forgetModel(model);
    for (const path of Object.keys(sources)) {
      await vscode.workspace.fs.delete(workspaceFile(path));
    }
    await setTheme('dark');
  });
  afterEach(tidyUp);
  afterEach(() => workbench.resize(1440, 900));

  it('opens from the plan view and shows the plan, who did what, and the evidence', async () => {
    await workbench.resize(1360, 1180);
    await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    await vscode.commands.executeCommand('coppice.showPlan');
    await expectRow('Plan', /^free_slots$/);
    await workbench.clickTreeRowAction('Plan', 'free_slots', 'Show Report');
    const text = await expectWebview(/Evidence[\s\S]*Tests/);
    assert.match(text, /agree.*, \d+\/\d+ tests/, 'the verdict');
    const boxes = await workbench.webviewEvaluate(
      "[...document.querySelectorAll('[role=tab] .name')].map((each) => each.textContent)",
    );
    assert.deepEqual(boxes, ['free_slots', 'to_minutes', 'to_clock', 'merge_ranges']);

    // The winner is marked, and there is evidence for it and against every other group.
    const root = run.view?.nodes.get(run.view.root ?? '');
    const number = root!.candidates.findIndex(({ id }) => id === root!.selected) + 1;
    const chosen = "document.querySelector('tr.chosen th')?.textContent";
    assert.match(
      String(await workbench.webviewEvaluate(chosen)),
      new RegExp(`Candidate ${number}★`),
    );
    for (const { note } of root!.evidence) assert.ok(text.includes(note), note);
    const groups = await workbench.webviewEvaluate(
      "[...document.querySelectorAll('.group')].map((each) => each.querySelectorAll('.note').length)",
    );
    assert.ok(Array.isArray(groups) && groups.length > 1, 'there are losers');
    assert.ok(groups.every((notes) => Number(notes) > 0));
    assert.match(text, /Fails on the empty body and \d+ of \d+ mutants\./);

    // A box chooses its function, by mouse and by keyboard.
    await workbench.webviewClick('[role=tab] >> nth=3');
    await expectInWebview(
      "document.querySelector('#function-name code')?.textContent",
      (name) => name === 'merge_ranges',
    );
    await workbench.pressKeys('ArrowLeft', 'Enter');
    await expectInWebview(
      "document.querySelector('#function-name code')?.textContent",
      (name) => name === 'to_clock',
    );
    await workbench.webviewClick('[role=tab] >> nth=0');
    await expectInWebview(
      "document.querySelector('#function-name code')?.textContent",
      (name) => name === 'free_slots',
    );

    // One panel for each run.
    await workbench.runFromPalette('Coppice: Show Report');
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert.equal(tabs.filter(({ label }) => label.startsWith('Report: ')).length, 1);

    // A screen reader hears the verdict with the value, and where it is.
    const heard = await workbench.webviewAriaSnapshot('table[role=grid]');
    assert.match(heard, /grid "Candidates of free_slots by tests and inputs"/);
    assert.match(heard, /gridcell "✓? ?passed, \['09:10-16:50'\]"/);

    // Away from what has a tooltip.
    await workbench.hover({ selector: '.customview-tree' });
    for (const theme of themes) {
      await screenshot('report', { theme });
      assert.deepEqual(await workbench.webviewViolations(), [], theme);
    }
    await screenshot('readme-report', { theme: 'dark', spot: { selector: '.part.editor' } });

    // It leads to the review, and the review back to it.
    await workbench.webviewClick('.actions button');
    await until(
      'the review with its actions',
      () => workbench.editorActions(),
      (actions) => actions.some((label) => label.startsWith('Show Report')),
    );
    await workbench.clickEditorAction('Show Report');
    await expectWebview(/Evidence/);
  });

  it('is walked through with the arrow keys', async () => {
    await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('coppice.grow');
    await endedRun();
    await vscode.commands.executeCommand('coppice.showReport');
    await expectWebview(/Evidence/);
    await workbench.webviewEvaluate(
      'document.querySelector(\'table[role=grid] [tabindex="0"]\').focus()',
    );
    assert.equal(await workbench.webviewEvaluate(focused), 'Candidate');
    await workbench.pressKeys('ArrowDown');
    assert.match(
      String(await workbench.webviewEvaluate(focused)),
      /^Candidate \d+, chosen, group A/,
    );
    await workbench.pressKeys('ArrowRight');
    assert.match(String(await workbench.webviewEvaluate(focused)), /^\[/);
    await workbench.pressKeys('Control+End');
    const stops = 'document.querySelectorAll(\'table[role=grid] [tabindex="0"]\').length';
    assert.equal(await workbench.webviewEvaluate(stops), 1, 'one stop for Tab');
    await workbench.pressKeys('Home', 'Enter');
    await until(
      'the candidate to open',
      () => vscode.window.activeTextEditor?.document.uri.path ?? '',
      (path) => /free_slots candidate \d+\.py$/.test(path),
    );
  });

  it('asks which reading was meant, and the run goes on with the answer', async () => {
    await openAt('python/half.py', 'def half');
    const done = vscode.commands.executeCommand('coppice.grow');
    const { runs } = await observed();
    await until('the question', () => runs.all.at(-1)?.question?.question.call, Boolean);
    const run = runs.all.at(-1)!;
    const { question } = run.question!;
    await vscode.commands.executeCommand('coppice.showReport');
    await expectWebview(/Which did you mean\?[\s\S]*I cannot say/);
    for (const theme of themes) {
      await screenshot('report-question', { theme });
      assert.deepEqual(await workbench.webviewViolations(), [], theme);
    }
    const input = Number(/^half\((-?\d+)\)$/.exec(question.call)?.[1]);
    const up = String(Math.ceil(input / 2));
    const index = question.choices.findIndex(({ shown }) => shown === up);
    assert.ok(index >= 0, JSON.stringify(question));

    // The same question is open as a pick, which goes when the page answers.
    run.question!.open();
    await until(
      'the pick',
      () => workbench.quickInput(),
      (pick) => pick !== null,
    );
    await workbench.webviewEvaluate("document.querySelector('.choice').focus()");
    await workbench.pressKeys(...Array.from({ length: index }, () => 'Tab'), 'Enter');
    await done;
    await until(
      'the pick to close',
      () => workbench.quickInput(),
      (pick) => pick === null,
    );
    const ended = await endedRun();
    assert.equal(ended.result?.state, 'solved', ended.result?.message);
    assert.match(ended.solution?.functions[0]?.candidate.code ?? '', /\(n \+ 1\)|-\(-n/);
    await expectWebview(/^(?![\s\S]*Which did you mean)[\s\S]*chosen[\s\S]*your answer/);
    assert.match(
      String(await workbench.webviewEvaluate(focused)),
      /half/,
      'the keyboard is not lost',
    );
  });

  it('follows a run without moving what the user is at', async () => {
    let release = model.hold(({ job, name }) => job === 'sample' && name === 'free_slots');
    await workbench.resize(860, 800);
    await openAt('python/timetable.py', 'def free_slots');
    const done = vscode.commands.executeCommand('coppice.grow');
    const { runs } = await observed();
    await until(
      'the plan',
      () => runs.all.at(-1)?.view?.nodes.size ?? 0,
      (size) => size >= 4,
    );
    await vscode.commands.executeCommand('coppice.showReport');
    await expectWebview(/to_minutes/);
    await workbench.webviewClick('[role=tab] >> nth=1');
    await expectInWebview("document.querySelectorAll('tr.chosen').length", (count) => count === 1);
    await workbench.webviewClick('tr[data-candidate] td');
    await workbench.webviewEvaluate(
      "globalThis.kept = document.activeElement; scrollTo(0, 90); document.querySelector('.matrix').scrollLeft = 30",
    );
    const where =
      "[document.activeElement === globalThis.kept, scrollY, document.querySelector('.matrix').scrollLeft]";
    const before = await workbench.webviewEvaluate(where);
    assert.ok(Array.isArray(before) && before.every(Boolean), JSON.stringify(before));
    await screenshot('report-live', { theme: 'dark' });
    release();
    await done;
    release = () => undefined;
    await expectInWebview("document.querySelector('h1 .state')?.textContent", (text) =>
      /tests/.test(String(text)),
    );
    assert.deepEqual(await workbench.webviewEvaluate(where), before);
  });

  it('shows what candidates return as text and nothing else', async () => {
    await openAt('python/label.py', 'def label');
    await vscode.commands.executeCommand('coppice.grow');
    await endedRun();
    await vscode.commands.executeCommand('coppice.showReport');
    const text = await expectWebview(/<img src=x/);
    assert.doesNotMatch(text, /[\u202a-\u202e\u0007]/);
    assert.match(text, /\\u202e/);
    assert.deepEqual(
      await workbench.webviewEvaluate('[document.images.length, typeof globalThis.harmed]'),
      [0, 'undefined'],
    );
    await screenshot('report-hostile', { theme: 'dark' });
    // Out of sight the page is gone; back in sight it shows the same.
    await openAt('python/label.py', 'def label');
    await until(
      'the page to go',
      () => workbench.webviewTexts(),
      (texts) => texts.length === 0,
    );
    await vscode.commands.executeCommand('coppice.showReport');
    await expectWebview(/<img src=x/);
    // The page can load and run nothing: no eval, no network, no picture, no inline handler.
    const tried = await workbench.webviewEvaluate(`(async () => {
      const blocked = [];
      document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
      document.body.insertAdjacentHTML('beforeend', '<p onclick="globalThis.harmed = 1" style="color: red" id="trap"></p><img src="https://example.invalid/x.png">');
      document.getElementById('trap').click();
      const script = document.createElement('script');
      script.textContent = 'globalThis.harmed = 1';
      document.body.append(script);
      const fetched = await fetch('https://example.invalid/').then(() => 'fetched', () => 'refused');
      await new Promise((resolve) => setTimeout(resolve, 50));
      return [typeof globalThis.harmed, fetched, [...new Set(blocked)].sort()];
    })()`);
    assert.deepEqual(tried, [
      'undefined',
      'refused',
      ['connect-src', 'img-src', 'script-src-attr', 'script-src-elem', 'style-src-attr'],
    ]);
  });

  it('comes back from the journal after a reload of the window', async () => {
    await openAt('python/half.py', 'def half');
    model.interrupt = () => undefined;
    const done = vscode.commands.executeCommand('coppice.grow');
    const { runs, reports } = await observed();
    await until('the question', () => runs.all.at(-1)?.question?.question.call, Boolean);
    runs.all.at(-1)!.question!.answer({ kind: 'unanswered' });
    await done;
    const run = await endedRun();
    const { id } = run.result!;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    runs.remove(run);
    // What VS Code does with a panel that was open: it gives back the page's state.
    const panel = vscode.window.createWebviewPanel('coppice.report', '', vscode.ViewColumn.One);
    await reports.deserializeWebviewPanel(panel, { run: id });
    const text = await expectWebview(/Evidence/);
    assert.match(text, /half/);
    assert.equal(panel.title, 'Report: half');
  });
});
