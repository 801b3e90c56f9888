import assert from 'node:assert/strict';
import { nothing } from '../../../src/core/engine/budget.ts';
import type { JournalEntry, StartedEntry } from '../../../src/core/engine/journal.ts';
import { RunRecord } from '../../../src/core/engine/record.ts';
import { listRuns, secondsWorked } from '../../../src/core/engine/runs.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { settingsOf, task } from './kit.ts';

const at = (second: number) => new Date(1000 * second).toISOString();

const started: StartedEntry = {
  type: 'started',
  at: at(0),
  format: 1,
  coppice: '0',
  run: 'r',
  settings: settingsOf(),
  task,
};

function action(id: string, second: number, question = false): JournalEntry {
  const asked = question ? { question: { node: 'root', call: 'f()', choices: [] } } : {};
  return { type: 'action', at: at(second), id, node: 'root', hash: id, ...asked };
}

function answer(id: string, second: number): JournalEntry {
  const output = { kind: 'answer', answer: { kind: 'unanswered' } } as const;
  return { type: 'result', at: at(second), id, hash: id, ms: 0, cost: nothing, output };
}

const resumed = (second: number): JournalEntry => ({
  type: 'resumed',
  at: at(second),
  coppice: '0',
  budget: {},
  inFlight: [],
  forgets: { denials: false, failures: false },
});

describe('what a journal tells of its run', () => {
  it('is how long it worked: neither between sessions nor while it waited for the user', () => {
    const entries = [
      action('a', 1),
      answer('a', 5),
      action('q', 6, true),
      answer('q', 1006),
      action('b', 1007),
      resumed(5000),
      action('b', 5001),
      action('q2', 5002, true),
      answer('b', 5010),
      answer('q2', 9000),
    ];
    assert.equal(secondsWorked({ started, entries }), 6 + 1 + 10);
  });

  it('is what was in flight at its end, and nothing that was answered or denied', () => {
    const failure = { reason: 'budget', limit: 'tokens', fits: 0, message: '' } as const;
    const entries: JournalEntry[] = [
      action('a', 1),
      action('b', 1),
      action('c', 1),
      answer('a', 2),
      { type: 'denied', at: at(3), id: 'c', hash: 'c', need: nothing, failure },
    ];
    assert.deepEqual(new RunRecord(entries).inFlight, ['b']);
  });

  it('is enough for the list of runs, whatever state the file is in', async () => {
    const store = new MemoryStore();
    const line = (entry: object) => `${JSON.stringify(entry)}\n`;
    const ended = {
      type: 'ended',
      at: at(9),
      state: 'unsolved',
      message: 'none',
      tokens: 7,
      money: 2_500_000,
      runs: 0,
    };
    store.files.set('done', line(started) + line(ended));
    store.files.set('killed', line({ ...started, at: at(60) }) + line(action('a', 61)));
    store.files.set('unborn', '');
    store.files.set('broken', 'x\n');
    const runs = await listRuns(store);
    assert.deepEqual(
      runs.map((run) => ('state' in run ? [run.id, run.state, run.message, run.money] : [run.id])),
      [
        ['killed', 'paused', 'It was interrupted.', undefined],
        ['done', 'unsolved', 'none', 2.5],
        ['unborn'],
        ['broken'],
      ],
    );
    const held = await store.open('killed');
    assert.ok(held.ok);
    const [first] = await listRuns(store);
    assert.ok(first && 'state' in first);
    assert.equal(first.state, 'running');
  });
});
