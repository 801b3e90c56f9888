/**
 * The report of a large run: 8 functions, 200 candidates each, 60 inputs and 20 tests. Measures what
 * the extension's side computes and sends, and what the page needs in Chromium to draw it, both in time
 * of the processor, so that other work on the machine takes no part. In the worst case every
 * candidate gives another result everywhere; usually most agree.
 *
 *     npm run build && npm run bench:report
 */
import { readFile } from 'node:fs/promises';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import type { Candidate } from '../src/core/candidate.ts';
import type { Test } from '../src/core/check.ts';
import type { MatrixColumn } from '../src/core/view/event.ts';
import type { NodeView, RunView } from '../src/core/view/view.ts';
import type { CheckResult } from '../src/core/ports.ts';
import { runReport } from '../src/core/report/run-report.ts';
import type { ShowMessage } from '../src/vscode/report/messages.ts';

const functions = 8;
const candidates = 200;
const inputs = 60;
const tests = 20;

function candidate(id: string): Candidate {
  const origin = {
    operator: 'sample',
    action: id,
    sample: 0,
    model: 'bench',
    temperature: 0.8,
    promptHash: '',
    tokens: 100,
  };
  return { id, contract: 'f', code: 'def f(x):\n    return x', imports: [], origin };
}

/** @param behaviours How many different behaviours the candidates have. */
function node(path: string, children: readonly string[], behaviours: number): NodeView {
  const columns = Array.from({ length: inputs + tests }, (_, at): MatrixColumn => {
    const call = `f([${at}, ${at + 1}, ${at + 2}], "a text of some length, number ${at}")`;
    if (at >= tests) return { check: { id: `p${at}`, call } };
    const expectation = { kind: 'equals', expected: `[${at}, "text"]` } as const;
    const check: Test = { id: `t${at}`, call, source: 'generated', expectation };
    return { check, strength: { stub: true, mutants: 12, failed: at % 12 } };
  });
  const all = Array.from({ length: candidates }, (_, at) => candidate(`${path}/${at}`));
  const rows = all.map(({ id }, at): [string, CheckResult[]] => [
    id,
    columns.map((_, column) => ({
      outcome: {
        kind: 'value',
        value: `[${at % behaviours},${column},"${'x'.repeat(40)}"]`,
        ms: 1,
      },
      ...(column < tests && { passed: at % behaviours < 2 }),
    })),
  ]);
  return {
    path,
    contract: { name: 'f', parameters: [], description: 'Does it.', examples: [] },
    state: 'solved',
    wanted: candidates,
    candidates: all,
    tests: [],
    probes: [],
    scores: all.map(({ id }) => ({
      candidate: id,
      gate: true,
      trustedPassed: 0,
      trustedTotal: 0,
      generatedPassed: tests,
      generatedTotal: tests,
      agrees: 1,
      score: 1,
      evidence: [{ source: 'agreement', weight: 0.5, note: 'Differs on 12 of 60 inputs.' }],
    })),
    matrix: { columns, rows: new Map(rows) },
    selected: all[0]?.id ?? '',
    accepted: true,
    evidence: [],
    notes: [],
    tokens: 1,
    money: 0,
    ms: 1,
    children,
  };
}

function view(behaviours: number): RunView {
  const paths = Array.from({ length: functions - 1 }, (_, at) => `f/h${at}`);
  const nodes = [node('f', paths, behaviours), ...paths.map((path) => node(path, [], behaviours))];
  return {
    id: 'bench',
    state: 'solved',
    title: 'f',
    uri: 'file:///f.py',
    startedAt: 0,
    endedAt: 1,
    root: 'f',
    nodes: new Map(nodes.map((each) => [each.path, each])),
    tokens: 1,
    money: 0,
    runs: 1,
    active: 0,
    finished: 1,
    notices: [],
  };
}

function messageOf(shown: RunView): ShowMessage {
  const report = runReport({ view: shown, language: 'python', path: 'f' });
  return {
    type: 'show',
    shown: {
      run: 'bench',
      title: 'f',
      tone: 'passed',
      state: 'solved',
      facts: [],
      messages: [],
      picture: report.picture,
      boxes: {},
      function: {
        path: 'f',
        name: 'f',
        signature: 'f()',
        description: '',
        tone: 'passed',
        text: '',
        notes: [],
      },
      canReview: true,
      canStop: false,
    },
    ...(report.function && { matrix: report.function }),
  };
}

async function openPage(page: Page): Promise<void> {
  const [script, style] = await Promise.all(
    ['report.js', 'report.css'].map((name) => readFile(`dist/report/${name}`, 'utf8')),
  );
  await page.setContent('<body><div id="report"></div></body>');
  await page.addStyleTag({ content: style ?? '' });
  await page.evaluate(
    'window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })',
  );
  await page.addScriptTag({ content: script ?? '', type: 'module' });
}

/** Time of the page's main thread, in ms, until what an expression starts is drawn. */
async function drawn(page: Page, session: CDPSession, expression: string): Promise<number> {
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const before = await spent();
  await page.evaluate(`(async () => {
    ${expression};
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  })()`);
  return (await spent()) - before;
}

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  console.log(`${functions} functions, ${candidates} candidates, ${inputs} inputs, ${tests} tests`);
  for (const [name, behaviours] of [
    ['most agree', 6],
    ['all differ', candidates],
  ] as const) {
    const run = view(behaviours);
    for (let warm = 0; warm < 3; warm += 1) messageOf(run);
    const start = process.cpuUsage();
    const message = messageOf(run);
    const computed = process.cpuUsage(start).user / 1000;
    const text = JSON.stringify(message);
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await openPage(page);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.evaluate(`window.sent = ${text}`);
    const show =
      "dispatchEvent(new MessageEvent('message', { data: structuredClone(window.sent) }))";
    const first = await drawn(page, session, show);
    const again = await drawn(page, session, show);
    const more = await drawn(
      page,
      session,
      "[...document.querySelectorAll('button')].find((each) => each.textContent.startsWith('Show ')).click()",
    );
    const all = await drawn(page, session, show);
    const cells = await page.evaluate("document.querySelectorAll('tr[data-candidate] td').length");
    console.log(
      [
        name.padEnd(12),
        `computed ${computed.toFixed(0)} ms`,
        `sent ${(text.length / 1024).toFixed(0)} KiB`,
        `first drawn ${first.toFixed(0)} ms`,
        `drawn again ${again.toFixed(0)} ms`,
        `all rows ${more.toFixed(0)} ms`,
        `all again ${all.toFixed(0)} ms (${String(cells)} cells)`,
      ].join('  '),
    );
    await page.close();
  }
} finally {
  await browser.close();
}
