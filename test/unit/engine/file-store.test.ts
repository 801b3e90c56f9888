import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from '../../../src/node/store/file-store.ts';
import { valueOf } from './kit.ts';

describe('journal files', () => {
  let directory: string;
  let store: FileStore;

  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'coppice-store-')), 'runs');
    store = new FileStore(directory);
  });

  afterEach(async () => {
    await rm(join(directory, '..'), { recursive: true, force: true });
  });

  async function runWith(id: string, ...lines: string[]): Promise<void> {
    const log = valueOf(await store.create(id));
    await Promise.all(lines.map((line, index) => log.append(line, index % 2 === 0)));
    await log.close();
  }

  it('keeps lines in the order of the calls, readable by their owner alone', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `{"n":${index},"text":"ü😀"}`);
    await runWith('first', ...lines);
    const stored = valueOf(await store.read('first'));
    assert.deepEqual(stored, { lines, torn: false });
    if (process.platform !== 'win32') {
      assert.equal((await stat(join(directory, 'first.jsonl'))).mode & 0o077, 0);
    }
    assert.deepEqual(
      await readdir(directory),
      ['.gitignore', 'first.jsonl'],
      'the lock is given up',
    );
  });

  it('cuts a torn last line off before it writes on', async () => {
    await runWith('torn', '{"n":1}', '{"n":2}');
    await appendFile(join(directory, 'torn.jsonl'), '{"n":3,"te');
    assert.equal(valueOf(await store.read('torn')).torn, true);
    const { lines, torn, log } = valueOf(await store.open('torn'));
    assert.deepEqual([lines, torn], [['{"n":1}', '{"n":2}'], true]);
    await log.append('{"n":4}', true);
    await log.close();
    assert.equal(
      await readFile(join(directory, 'torn.jsonl'), 'utf8'),
      '{"n":1}\n{"n":2}\n{"n":4}\n',
    );
  });

  it('reads the ends of a run without reading all of it', async () => {
    const long = `{"text":"${'x'.repeat(200_000)}"}`;
    await runWith('long', long, '{"n":2}', `${long} `);
    const ends = await store.ends('long');
    assert.deepEqual(ends, { first: long, last: `${long} `, held: false });
    await runWith('short', '{"n":1}');
    assert.deepEqual(await store.ends('short'), { first: '{"n":1}', last: '{"n":1}', held: false });
    await runWith('empty');
    assert.equal(await store.ends('empty'), undefined);
    assert.equal(await store.ends('none'), undefined);
    assert.deepEqual([...(await store.list())].sort(), ['empty', 'long', 'short']);
  });

  it('knows no runs where there is no folder', async () => {
    assert.deepEqual(await new FileStore(join(directory, 'nowhere')).list(), []);
  });

  it('refuses a second run of one name, a run that is held, and names that lead elsewhere', async () => {
    const log = valueOf(await store.create('mine'));
    await log.append('{}', false);
    const reasonOf = async (
      attempt: ReturnType<FileStore['open']> | ReturnType<FileStore['create']>,
    ) => {
      const result = await attempt;
      return result.ok ? 'opened' : result.error.reason;
    };
    assert.equal(await reasonOf(store.create('mine')), 'locked');
    assert.equal(await reasonOf(store.open('mine')), 'locked');
    assert.equal((await store.ends('mine'))?.held, true);
    await log.close();
    assert.equal(await reasonOf(store.create('mine')), 'run-exists');
    assert.equal((await store.ends('mine'))?.held, false);
    assert.equal(await reasonOf(store.open('other')), 'unknown-run');
    assert.equal(await reasonOf(store.open('../runs/mine')), 'unknown-run');
    const again = valueOf(await store.open('mine'));
    await again.log.close();
  });

  it('takes over a lock that says nothing, or that an earlier process with our id left', async () => {
    await runWith('old', '{"n":1}');
    for (const left of [
      '',
      '{"pid":',
      JSON.stringify({ pid: process.pid, since: '', token: 'x' }),
    ]) {
      await writeFile(join(directory, 'old.lock'), left);
      const { log } = valueOf(await store.open('old'));
      await log.close();
    }
    assert.deepEqual(await readdir(directory), ['.gitignore', 'old.jsonl']);
  });

  it('rejects every line after a write that failed', async () => {
    const log = valueOf(await store.create('full'));
    await log.append('{"n":1}', true);
    await log.close();
    await assert.rejects(log.append('{"n":2}', true), /closed/);
  });
});
