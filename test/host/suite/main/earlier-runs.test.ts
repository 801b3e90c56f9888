import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { RunMemory } from '../../../../src/vscode/runs/run-memory.ts';
import { Runs } from '../../../../src/vscode/runs/runs.ts';
import { workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  observed,
  openAt,
  tidyUp,
  useModel,
} from '../../support/editor-session.ts';
import { expectInput, expectLens, expectRow } from '../../support/expect.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { until } from '../../until.ts';

/** Keeps what would be kept from one window to the next. */
class KeptState implements vscode.Memento {
  readonly #values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get<T>(key: string, otherwise?: T): T {
    return (this.#values.has(key) ? this.#values.get(key) : otherwise) as T;
  }

  update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }
}

function unexpected(text: string): never {
  throw new Error(text);
}

describe('runs of before', () => {
  const model = new ScriptedModel(timetableBook);

  before(() => useModel(model));
  after(() => forgetModel(model));
  afterEach(tidyUp);

  async function grow() {
    const editor = await openAt('python/timetable.py', 'def free_slots');
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    return { run, editor };
  }

  it('can be opened again and accepted, without asking the model', async () => {
    const { run, editor } = await grow();
    await vscode.commands.executeCommand('coppice.dismiss', { run: run.key });
    await expectLens(/Grow implementation/);
    const asked = model.asked.length;
    void vscode.commands.executeCommand('coppice.openRun');
    await expectInput(/Open Earlier Run/, /^free_slots$/);
    await workbench.pressKeys('Enter');
    await expectRow('Plan', /^free_slots$/, /^Proven: agrees on 100 % of inputs, 8\/8 tests/);
    await expectRow('Plan', /^merge_ranges$/, /4\/4 tests/);
    await vscode.window.showTextDocument(editor.document);
    await expectLens(/^Accept$/);
    await workbench.clickCodeLens('Accept');
    await until(
      'the accepted code',
      () => editor.document.getText(),
      (text) => text.includes('def merge_ranges'),
    );
    assert.equal(model.asked.length, asked);
  });

  it('come back after a reload, with what became of them', async () => {
    const { host } = await observed();
    const state = new KeptState();
    const { run } = await grow();
    const first = new Runs();
    const memory = new RunMemory(state, host, first, unexpected);
    assert.ok(run.result);
    first.restore(run.result, 'rejected');
    await until(
      'the run to be remembered',
      () => state.get<readonly unknown[]>('coppice.runs', []),
      (runs) => runs.length === 1,
    );
    memory.dispose();

    const second = new Runs();
    const next = new RunMemory(state, host, second, unexpected);
    await next.restore();
    const [back] = second.all;
    assert.equal(back?.verdict, 'rejected');
    assert.equal(back.task.target.qualifiedName, 'free_slots');
    assert.deepEqual(back.solution, run.solution);
    assert.deepEqual(back.view?.nodes, run.view?.nodes);
    next.dispose();
  });

  it('come back with what the user pinned and added', async () => {
    const { host, runs } = await observed();
    const { run } = await grow();
    const node = [...(run.view?.nodes.values() ?? [])].find(
      ({ contract }) => contract.name === 'to_clock',
    );
    const other = node?.candidates.find(
      ({ id, code }) => id !== node.selected && code.includes('divmod'),
    );
    assert.ok(node && other);
    const row = { kind: 'candidate', run: run.key, path: node.path, candidate: other.id };
    await vscode.commands.executeCommand('coppice.pinCandidate', row);
    const pinned = runs.get(run.key);
    assert.ok(pinned && pinned !== run);
    void vscode.commands.executeCommand('coppice.addExample', { kind: 'run', run: run.key });
    await expectInput(/Add Example to free_slots/);
    await workbench.fillQuickInput('free_slots(["09:00-16:00"], 60) == ["16:00-17:00"]');
    await workbench.pressKeys('Enter');
    const told = await until(
      'the run with the example',
      () => runs.get(run.key),
      (now) => now !== undefined && now !== pinned && !now.isRunning,
      { timeoutMs: 60_000 },
    );
    assert.ok(told?.result);
    assert.equal(told.result.state, 'solved', told.result.message);

    const state = new KeptState();
    const first = new Runs();
    const memory = new RunMemory(state, host, first, unexpected);
    first.restore(told.result, 'pending');
    await until(
      'the run to be remembered',
      () => state.get<readonly unknown[]>('coppice.runs', []),
      (all) => all.length === 1,
    );
    memory.dispose();
    const second = new Runs();
    const next = new RunMemory(state, host, second, unexpected);
    await next.restore();
    const [back] = second.all;
    assert.equal(back?.task.steering?.['to_clock']?.pinned?.code, other.code);
    assert.equal(back.task.steering['free_slots']?.examples?.length, 1);
    assert.deepEqual(back.solution, told.solution);
    next.dispose();
  });
});
