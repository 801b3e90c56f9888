import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { largestModule, workspaceFilesOf } from '../../../src/node/workspace-files.ts';

describe('the files of a workspace that programs may import', () => {
  let above: string;
  let root: string;

  beforeEach(async () => {
    above = await mkdtemp(join(tmpdir(), 'coppice-modules-'));
    root = join(above, 'work');
    await put({ 'work/a.py': 'A = 1\n', 'secret.py': 'KEY = 1\n' });
  });

  afterEach(() => rm(above, { recursive: true }));

  async function put(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(above, path)), { recursive: true });
      await writeFile(join(above, path), text);
    }
  }

  async function look(path: string): Promise<string> {
    const files = workspaceFilesOf(pathToFileURL(join(root, 'a.py')).href, [root]);
    const found = await files?.look(path);
    if (found?.kind === 'file') return found.text;
    return found?.kind === 'refused' ? found.why : (found?.kind ?? 'none');
  }

  it('are those below the folder of the file', async () => {
    assert.equal(await look('a.py'), 'A = 1\n');
    assert.equal(await look('b.py'), 'absent');
    assert.equal(await look('a.py/b.py'), 'absent');
    assert.equal(await look(''), 'folder');
    for (const path of ['../secret.py', 'x/../../secret.py', join(above, 'secret.py')]) {
      assert.equal(await look(path), 'outside', path);
    }
    const elsewhere = pathToFileURL(join(above, 'secret.py')).href;
    assert.equal(workspaceFilesOf(elsewhere, [root]), undefined);
    assert.equal(workspaceFilesOf('untitled:a.py', [root]), undefined);
  });

  it('are not reached through links that lead out, or to what may not be read', async () => {
    await put({ 'work/real/m.py': 'M = 1\n', 'work/.env': 'KEY=1\n' });
    await symlink(join(above, 'secret.py'), join(root, 'out.py'));
    await symlink(above, join(root, 'up'));
    await symlink(join(root, '.env'), join(root, 'env.py'));
    await symlink(join(root, 'real'), join(root, 'linked'));
    await symlink(join(root, 'loop.py'), join(root, 'loop.py'));
    assert.equal(await look('out.py'), 'outside');
    assert.equal(await look('up/secret.py'), 'outside');
    assert.equal(await look('env.py'), 'private');
    assert.equal(await look('linked/m.py'), 'M = 1\n');
    assert.equal(await look('loop.py'), 'unreadable');
  });

  it('are neither ignored nor private, nor large, nor anything but text', async () => {
    await put({
      'work/.gitignore': 'gen.py\nhidden/\n',
      'work/gen.py': 'G = 1\n',
      'work/hidden/h.py': 'H = 1\n',
      'work/pkg/secrets.py': 'KEY = 1\n',
      'work/.aws/config.py': 'KEY = 1\n',
      'work/node_modules/m/index.js': 'x',
      'work/large.py': '#'.repeat(largestModule + 1),
      'work/binary.py': Buffer.from([0xff, 0xfe, 0x00]),
      'work/marked.py': '\uFEFFB = 1\n',
    });
    assert.equal(await look('gen.py'), 'ignored');
    assert.equal(await look('hidden/h.py'), 'ignored');
    assert.equal(await look('pkg/secrets.py'), 'private');
    assert.equal(await look('.aws/config.py'), 'private');
    assert.equal(await look('node_modules/m/index.js'), 'ignored');
    assert.equal(await look('large.py'), 'too-large');
    assert.equal(await look('binary.py'), 'unreadable');
    assert.equal(await look('marked.py'), 'B = 1\n');
  });
});
