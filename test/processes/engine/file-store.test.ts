import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FileStore } from '../../../src/node/store/file-store.ts';
import { valueOf } from '../../unit/engine/kit.ts';

describe('journal files that processes share', () => {
  let directory: string;
  let store: FileStore;

  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'coppice-store-')), 'runs');
    store = new FileStore(directory);
  });

  afterEach(async () => {
    await rm(join(directory, '..'), { recursive: true, force: true });
  });

  it('lets one process at a time have a run, and takes over from one that was killed', async () => {
    const first = valueOf(await store.create('shared'));
    await first.append('{"n":1}', true);
    await first.close();
    const holder = fileURLToPath(new URL('hold-run.ts', import.meta.url));
    const child = spawn(process.execPath, [holder, directory, 'shared'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      const [said] = (await once(child.stdout, 'data')) as [Buffer];
      assert.equal(String(said).trim(), 'held');
      const refused = await store.open('shared');
      assert.equal(refused.ok ? '' : refused.error.reason, 'locked');
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      const { lines, log } = valueOf(await store.open('shared'));
      assert.deepEqual(lines, ['{"n":1}', '{"from":"child"}']);
      await log.close();
    } finally {
      child.kill('SIGKILL');
    }
  });
});
