import assert from 'node:assert/strict';
import { run } from '../../../src/core/engine/step.ts';
import type { RunRequest } from '../../../src/core/ports.ts';
import type { ModuleSet } from '../../../src/core/module-set.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import {
  benchOf,
  options,
  PortRunner,
  settingsOf,
  solutionOf,
  strategyOf,
  task,
  valueOf,
} from './kit.ts';

const modules: ModuleSet = {
  home: { path: 'shop.py', name: 'shop' },
  modules: [{ path: 'rates.py', name: 'rates', source: 'MARK = 1\n' }],
};

const strategy = strategyOf(function* () {
  for (const call of ['total()', 'total(1)']) {
    yield* run('total', 'check', {
      language: 'python',
      programs: [{ id: 'p', source: 'def total(): ...', entry: 'total' }],
      checks: [{ id: 'c', call }],
    });
  }
  return solutionOf('done', true);
});

/** Remembers what it was asked. */
class NotingRunner extends PortRunner {
  readonly requests: RunRequest[] = [];

  override run(...asked: Parameters<PortRunner['run']>): ReturnType<PortRunner['run']> {
    this.requests.push(asked[0]);
    return super.run(...asked);
  }
}

async function runWith(given: typeof task) {
  const runner = new NotingRunner();
  const { requests } = runner;
  const store = new MemoryStore();
  const bench = benchOf(strategy, { runner, store });
  const { id } = valueOf(await bench.engine.start(given, settingsOf(), options()));
  const lines = (store.files.get(id) ?? '').trimEnd().split('\n');
  return { bench, id, requests, lines };
}

describe('modules of a task', () => {
  it('reach every run and are journalled once', async () => {
    const { bench, id, requests, lines } = await runWith({
      ...task,
      scaffold: { ...task.scaffold, modules },
    });
    assert.deepEqual(
      requests.map((request) => request.modules),
      [modules, modules],
    );
    assert.equal(lines.filter((line) => line.includes('MARK')).length, 1);
    assert.ok(lines[0]?.includes('MARK'));
    valueOf(await bench.engine.replay(id, options()));
    assert.equal(requests.length, 2, 'a replay runs nothing');
  });

  it('leave the ids and hashes of actions as they were without them', async () => {
    const hashes = (lines: readonly string[]) =>
      lines.flatMap((line) => {
        const { type, id, hash } = JSON.parse(line) as Record<string, string>;
        return type === 'action' ? [[id, hash]] : [];
      });
    const without = await runWith(task);
    const withThem = await runWith({ ...task, scaffold: { ...task.scaffold, modules } });
    assert.equal(hashes(without.lines).length, 2);
    assert.deepEqual(hashes(withThem.lines), hashes(without.lines));
    assert.ok(without.requests.every((request) => !('modules' in request)));
  });

  it('are told where candidates do without one', async () => {
    const absent = [{ module: './db', why: 'ignored' }] as const;
    const bench = benchOf(strategy);
    const given = { ...task, scaffold: { ...task.scaffold, absent } };
    const { view } = valueOf(await bench.engine.start(given, settingsOf(), options()));
    assert.deepEqual(view.notices, [
      'Candidates run without "./db": an ignore file names it. Those that use it fail.',
    ]);
  });
});
