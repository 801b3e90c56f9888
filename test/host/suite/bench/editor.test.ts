/** Measures the installed package in a real extension host. `npm run bench:editor` reads the figures. */
import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { forgetModel, openAt, useModel } from '../../support/editor-session.ts';
import { ScriptedModel, type Knowledge } from '../../support/scripted-model.ts';

const activations = 60;
const runsPerTest = 10;
const runs = 50;

const book: Readonly<Record<string, Knowledge>> = {
  free_slots: {
    samples: [
      `def free_slots(busy: list[str], minutes: int) -> list[str]:
    def at(clock):
        hours, rest = clock.split(":")
        return int(hours) * 60 + int(rest)
    def text(at):
        return f"{at // 60:02}:{at % 60:02}"
    start, end, slots = at(DAY_START), at(DAY_END), []
    for first, last in sorted(tuple(at(part) for part in each.split("-")) for each in busy):
        if min(first, end) - start >= minutes:
            slots.append(f"{text(start)}-{text(min(first, end))}")
        start = max(start, last)
    if end - start >= minutes:
        slots.append(f"{text(start)}-{text(end)}")
    return slots
`,
    ],
    tests: 'assert free_slots([], 60) == ["09:00-17:00"]\n',
    probes: 'free_slots([], 1)\nfree_slots(["09:00-09:30"], 30)\n',
  },
};

/** One measure, as a line of the file that the bench reads. */
async function tell(name: string, value: unknown): Promise<void> {
  const file = process.env['COPPICE_EDITOR_BENCH'];
  assert.ok(file, 'started by npm run bench:editor');
  await appendFile(file, `${JSON.stringify({ name, value })}\n`);
}

interface Module {
  readonly activate: (context: unknown) => unknown;
}

/** What an activation sees of its host; storage is in memory. */
function contextAt(extensionPath: string) {
  const state = new Map<string, unknown>();
  const gone = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  return {
    subscriptions: [] as vscode.Disposable[],
    extensionPath,
    extensionUri: vscode.Uri.file(extensionPath),
    extensionMode: vscode.ExtensionMode.Production,
    globalStorageUri: vscode.Uri.file(join(tmpdir(), 'coppice-bench-storage')),
    workspaceState: {
      keys: () => [...state.keys()],
      get: (key: string, otherwise: unknown) => state.get(key) ?? otherwise,
      update: (key: string, value: unknown) => {
        state.set(key, value);
        return Promise.resolve();
      },
    },
    globalState: { keys: () => [], get: () => undefined, update: () => Promise.resolve() },
    secrets: {
      get: () => Promise.resolve(undefined),
      store: () => Promise.resolve(),
      delete: () => Promise.resolve(),
      onDidChange: gone.event,
    },
  };
}

describe('bench', () => {
  const model = new ScriptedModel(book);
  after(() => forgetModel(model));

  it('activation', async () => {
    const extension = vscode.extensions.getExtension('coppice.coppice');
    assert.ok(extension);
    assert.equal(extension.isActive, false, 'it was activated before it could be measured');
    const main = join(extension.extensionPath, 'dist', 'extension.cjs');
    const require = createRequire(main);
    const times: { load: number; activate: number }[] = [];
    for (let round = 0; round < activations; round += 1) {
      const context = contextAt(extension.extensionPath);
      // Anew each time: reading, compiling and running the bundle belong to it.
      Reflect.deleteProperty(require.cache, require.resolve(main));
      const start = performance.now();
      const { activate } = require(main) as Module;
      const loaded = performance.now();
      activate(context);
      times.push({ load: loaded - start, activate: performance.now() - loaded });
      for (const subscription of context.subscriptions.reverse()) subscription.dispose();
      // What the host was told is worked off before the next round.
      await vscode.commands.getCommands();
    }
    await tell('activations', times);
    const start = performance.now();
    await extension.activate();
    await tell('activatedByHost', performance.now() - start);
  });

  for (let done = 0; done < runs; done += runsPerTest) {
    it(`memory after ${done + runsPerTest} runs`, async () => {
      if (done === 0) await useModel(model);
      await openAt('python/timetable.py', 'def free_slots');
      for (let run = 0; run < runsPerTest; run += 1) {
        const before = model.asked.length;
        await vscode.commands.executeCommand('coppice.grow');
        assert.ok(model.asked.length > before, 'the run asked nothing');
        // What waits for the user's word is kept for as long as it waits.
        await vscode.commands.executeCommand('coppice.reject');
        // The server shares this process: what it remembers is none of Coppice's.
        model.asked.length = 0;
        model.server.received.length = 0;
      }
      await tell('heap', { runs: done + runsPerTest, ...memory() });
    });
  }
});

/** Memory in use once nothing is left to be collected, in bytes. */
function memory(): { heap: number; outside: number; resident: number } {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 4; round += 1) collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed, outside: external, resident: rss };
}
