import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRequest } from '../../src/core/ports.ts';
import { fail } from '../../src/core/result.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { Composition } from '../../src/node/composition.ts';
import { WorkerParser } from '../../src/node/parser/worker-parser.ts';
import type { OwnedRunner } from '../../src/node/runner/owned-runner.ts';
import { defaultPolicy } from '../../src/node/runner/policy.ts';
import { sourceParserOptions } from '../support/parser.ts';

/** A runner on another machine, to which there is no way just now. */
class FarRunner implements OwnedRunner {
  readonly asked: RunRequest[] = [];
  disposed = 0;

  run(request: RunRequest): ReturnType<OwnedRunner['run']> {
    this.asked.push(request);
    return Promise.resolve(fail({ reason: 'unreachable', message: 'Start the runner.' }));
  }

  describe(): ReturnType<OwnedRunner['describe']> {
    return Promise.resolve({
      platform: 'far away',
      missing: [],
      interpreters: [],
      policy: defaultPolicy,
      allowUnsandboxed: false,
    });
  }

  watch(): () => void {
    return () => undefined;
  }

  dispose(): Promise<void> {
    this.disposed += 1;
    return Promise.resolve();
  }
}

describe('the composition', () => {
  it('runs by the runner that it is given, hands on what that says, and ends it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'coppice-composition-'));
    const runner = new FarRunner();
    const coppice = new Composition(
      {
        assetsDirectory: folder,
        runsDirectory: join(folder, 'runs'),
        keyFile: join(folder, 'journal.key'),
        allowUnsandboxed: false,
        workspaceFolders: [folder],
        onNotice: () => undefined,
      },
      { runner, parser: new WorkerParser(sourceParserOptions()) },
    );
    try {
      const text =
        'def twice(x):\n    """Twice.\n\n    >>> twice(1)\n    2\n    """\n    return x\n';
      const snapshot = { uri: 'untitled:a', languageId: 'python', version: 1, text } as const;
      const task = await coppice.captureNamed(snapshot, 'twice');
      assert.ok(task.ok);
      const { signal } = new AbortController();
      const options = { settings: defaultSettings, signal };
      const verified = await coppice.verify(task.value, undefined, options);
      assert.ok(!verified.ok);
      const { reason, message } = verified.error;
      assert.deepEqual([reason, message], ['runner-unreachable', 'Start the runner.']);
      assert.equal(runner.asked.length, 1);
      assert.equal((await coppice.sandbox()).platform, 'far away');
    } finally {
      await coppice.dispose();
      await rm(folder, { recursive: true });
    }
    assert.equal(runner.disposed, 1);
  });
});
