import assert from 'node:assert/strict';
import {
  chmod,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  lstat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  readOrBegin,
  readSource,
  writeSource,
  type SourceFile,
} from '../../../src/node/source-file.ts';

describe('source files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-source-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function source(name: string, content: string | Uint8Array): Promise<SourceFile> {
    const path = join(folder, name);
    await writeFile(path, content);
    const read = await readSource(path);
    assert.ok(read.ok, JSON.stringify(read));
    return read.value;
  }

  it('keeps byte order mark, line ends, mode and the characters outside the edit', async () => {
    const file = await source('a.py', '\uFEFFx = "🌱"\r\ny = 1\r\n');
    assert.equal(file.snapshot.text, 'x = "🌱"\r\ny = 1\r\n');
    await chmod(file.path, 0o766);
    const written = await writeSource(file, file.snapshot.text.replace('1', '2'));
    assert.ok(written.ok);
    assert.equal(await readFile(file.path, 'utf8'), '\uFEFFx = "🌱"\r\ny = 2\r\n');
    assert.equal((await stat(file.path)).mode & 0o777, 0o766);
    assert.deepEqual(await readdir(folder), ['a.py'], 'no temporary file is left');
  });

  it('writes through a link', async () => {
    const { path } = await source('real.ts', 'let a = 1;\n');
    const link = join(folder, 'link.ts');
    await symlink(path, link);
    const read = await readSource(link);
    assert.ok(read.ok);
    assert.ok((await writeSource(read.value, 'let a = 2;\n')).ok);
    assert.ok((await lstat(link)).isSymbolicLink());
    assert.equal(await readFile(path, 'utf8'), 'let a = 2;\n');
  });

  it('writes nothing over a change that was made meanwhile', async () => {
    const file = await source('a.py', 'x = 1\n');
    await writeFile(file.path, 'x = 3\n');
    const written = await writeSource(file, 'x = 2\n');
    assert.equal(written.ok ? 'ok' : written.error.reason, 'changed');
    assert.equal(await readFile(file.path, 'utf8'), 'x = 3\n');
  });

  for (const [what, name, content, reason] of [
    ['UTF-16', 'a.py', Buffer.from('\uFEFFx = 1', 'utf16le'), 'not-text'],
    ['Latin-1', 'a.py', Buffer.from('x = "é"', 'latin1'), 'not-text'],
    ['another language', 'a.rb', Buffer.from('x'), 'unsupported-language'],
  ] as const) {
    it(`refuses ${what} and says what to do`, async () => {
      const path = join(folder, name);
      await writeFile(path, content);
      const read = await readSource(path);
      assert.ok(!read.ok && read.error.reason === reason);
      assert.match(read.error.message, /UTF-8|It grows functions in files/);
    });
  }

  it('refuses a file that is not there', async () => {
    const read = await readSource(join(folder, 'none.py'));
    assert.ok(!read.ok && read.error.reason === 'unreadable');
  });

  it('begins a file that is not there, but never one that came meanwhile', async () => {
    const path = join(folder, 'new.py');
    const begun = await readOrBegin(path);
    assert.ok(begun.ok);
    assert.equal(begun.value.snapshot.text, '');
    assert.deepEqual(await readdir(folder), [], 'nothing is written by reading');
    assert.ok((await writeSource(begun.value, 'x = 1\n')).ok);
    assert.equal(await readFile(path, 'utf8'), 'x = 1\n');
    const late = await writeSource(begun.value, 'x = 2\n');
    assert.equal(late.ok ? 'ok' : late.error.reason, 'changed');
    assert.equal(await readFile(path, 'utf8'), 'x = 1\n');
    const nowhere = await readOrBegin(join(folder, 'no-folder', 'new.py'));
    assert.ok(!nowhere.ok && nowhere.error.reason === 'unreadable');
  });
});
