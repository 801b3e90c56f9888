import assert from 'node:assert/strict';
import {
  appendFile,
  chmod,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from '../../../src/node/store/file-store.ts';
import { JournalSeal } from '../../../src/node/store/journal-seal.ts';
import { valueOf } from './kit.ts';

describe('journals that are marked as written here', () => {
  let folder: string;
  let notices: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-seal-'));
    notices = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const keyFile = () => join(folder, 'state', 'journal.key');
  const storeWith = (key = keyFile()) =>
    new FileStore(join(folder, 'runs'), {
      seal: new JournalSeal(key, (text) => notices.push(text)),
    });
  const fileOf = (run: string) => join(folder, 'runs', `${run}.jsonl`);
  const lines = ['{"n":1}', '{"n":2,"text":"ü\\"mac\\""}', '{"n":3}'];

  async function written(store = storeWith(), run = 'run', all = lines): Promise<string[]> {
    const log = valueOf(await store.create(run));
    await Promise.all(all.map((line) => log.append(line, false)));
    await log.close();
    return (await readFile(fileOf(run), 'utf8')).trimEnd().split('\n');
  }

  it('read as they were appended, and hold entries that older versions read too', async () => {
    const stored = await written();
    assert.deepEqual(valueOf(await storeWith().read('run')), { lines, torn: false });
    assert.deepEqual(
      stored.map((line) => (JSON.parse(line) as { n: number }).n),
      [1, 2, 3],
    );
  });

  it('are gone on with: the chain goes on, also behind a torn line', async () => {
    await written();
    await appendFile(fileOf('run'), '{"n":4,"mac":"');
    const { log, isForeign, torn } = valueOf(await storeWith().open('run'));
    assert.deepEqual([isForeign, torn], [undefined, true]);
    await log.append('{"n":5}', true);
    await log.close();
    const stored = valueOf(await storeWith().read('run'));
    assert.deepEqual(stored, { lines: [...lines, '{"n":5}'], torn: false });
  });

  it('are foreign without a mark, or with one of another key', async () => {
    await written(new FileStore(join(folder, 'runs')), 'plain');
    await written(storeWith(join(folder, 'other', 'key')), 'other');
    for (const run of ['plain', 'other']) {
      assert.deepEqual(valueOf(await storeWith().read(run)), {
        lines,
        torn: false,
        isForeign: true,
      });
      const { log, isForeign } = valueOf(await storeWith().open(run));
      await log.close();
      assert.equal(isForeign, true);
    }
  });

  it('are foreign once anything was changed, put in, taken out, exchanged or renamed', async () => {
    const [first = '', second = '', third = ''] = await written();
    const changes: readonly (readonly [string, readonly string[]])[] = [
      ['changed', [first.replace('1', '7'), second, third]],
      ['changed at the end', [first, second, third.replace('3', '7')]],
      ['taken out', [first, third]],
      ['taken off the beginning', [second, third]],
      ['exchanged', [first, third, second]],
      ['twice', [first, second, second, third]],
      ['put in', [first, second, '{"n":9}', third]],
      ['without its mark', [first, second, '{"n":3}']],
      ['with two marks', [first, second, third.replace('}', `,"mac":"${'a'.repeat(43)}"}`)]],
    ];
    for (const [name, changed] of changes) {
      await writeFile(fileOf('run'), changed.map((line) => `${line}\n`).join(''));
      assert.equal(valueOf(await storeWith().read('run')).isForeign, true, name);
    }
    await writeFile(fileOf('run'), `${first}\n${second}\n`);
    assert.equal(valueOf(await storeWith().read('run')).isForeign, undefined, 'ended early');
    await rename(fileOf('run'), fileOf('another'));
    assert.equal(valueOf(await storeWith().read('another')).isForeign, true, 'renamed');
  });

  it('have one key, which nobody else can read', async () => {
    await Promise.all([written(storeWith(), 'one'), written(storeWith(), 'two')]);
    if (process.platform !== 'win32') {
      assert.equal((await stat(keyFile())).mode & 0o777, 0o600);
      await chmod(keyFile(), 0o644);
    }
    for (const run of ['one', 'two']) {
      assert.equal(valueOf(await storeWith().read(run)).isForeign, undefined);
    }
    if (process.platform !== 'win32') assert.equal((await stat(keyFile())).mode & 0o777, 0o600);
    assert.deepEqual(notices, []);
  });

  it('can be written where no key can be kept, which is said', async () => {
    await writeFile(join(folder, 'state'), 'no folder');
    await written();
    assert.match(notices.join(), /cannot be kept in .*journal\.key: .* not gone on with/);
    assert.equal(valueOf(await storeWith().read('run')).isForeign, true);
  });

  it('are not taken for sound by a key that is none', async () => {
    await written();
    await writeFile(keyFile(), 'short');
    await assert.rejects(storeWith().read('run'), /does not hold a key\. Delete it/);
  });
});
