import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { driveTree, type TreeLoad } from '../../../bench/tree/tree-load.ts';
import type { PlanRun } from '../../../src/vscode/tree/plan-element.ts';
import { PlanRows, redrawEveryMs } from '../../../src/vscode/tree/plan-rows.ts';
import { node, planRun, view } from './views.ts';

describe('the plan view under load', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
  afterEach(() => mock.timers.reset());

  const drive = (load: TreeLoad) =>
    driveTree(load, { wait: (ms) => mock.timers.tick(ms), now: Date.now });

  it('is told of changes a few times a second, however often runs report', async () => {
    const seconds = 10;
    const report = await drive({ functions: 20, updatesPerSecond: 50, seconds });
    assert.equal(report.updates, 500);
    assert.ok(report.events > seconds, `${report.events} events: it is live`);
    assert.ok(report.events <= (seconds * 1000) / redrawEveryMs + 2, `${report.events} events`);
    assert.equal(report.wholeTree, 1, 'the whole tree only when its first run came');
    assert.equal(report.stale, 0, 'and nothing is left behind');
  });

  it('draws only rows that changed', async () => {
    const load = { functions: 100, updatesPerSecond: 50, seconds: 10 };
    const { events, drawnAgain, rows } = await drive(load);
    assert.ok(rows > 180, `${rows} rows`);
    // Every event would otherwise draw all rows there are.
    assert.ok(drawnAgain < (events * rows) / 5, `${drawnAgain} rows in ${events} events`);
  });

  it('holds figures of a row with others below it back for a second, and then shows the last', () => {
    let run: PlanRun = planRun({ view: view([node('f', { children: ['f/g'] }), node('f/g')]) });
    const drawn: string[] = [];
    const source = {
      get all() {
        return [run];
      },
      get: () => run,
    };
    const rows: PlanRows = new PlanRows(source, () => {
      for (const element of rows.children(undefined)) {
        drawn.push(rows.draw(element)?.description ?? '');
      }
    });
    const spend = (tokens: number) => {
      const { nodes } = run.view ?? view([]);
      run = planRun({ view: view([...nodes.values()], { tokens, startedAt: Date.now() }) });
      rows.request('1');
    };
    spend(1);
    for (const tokens of [2, 3, 4]) {
      mock.timers.tick(200);
      spend(tokens);
    }
    assert.equal(drawn.length, 1);
    mock.timers.tick(2000);
    assert.equal(drawn.length, 2);
    assert.match(drawn[1] ?? '', / 4 tokens/);
    rows.dispose();
  });
});
