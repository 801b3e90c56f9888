import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Snapshot } from '../../../src/core/text.ts';
import { relatedFiles } from '../../../src/node/related-files.ts';

describe('related files', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'coppice-related-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function put(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  }

  async function related(path: string, folders: readonly string[] = [root]): Promise<string[]> {
    const uri = pathToFileURL(join(root, path)).href;
    const snapshot: Snapshot = { uri, languageId: 'python', version: 0, text: '' };
    const found = await relatedFiles(snapshot, folders);
    return found.map((each) => relative(root, fileURLToPath(each.uri)));
  }

  it('finds tests of the file first, then neighbours, then other tests', async () => {
    await put({
      'src/slug.py': '',
      'src/use.py': '',
      'src/notes.txt': '',
      'src/deep/far.py': '',
      'src/test_slug.py': '',
      'tests/unit/test_slug.py': '',
      'tests/test_other.py': '',
    });
    assert.deepEqual(await related('src/slug.py'), [
      'src/test_slug.py',
      'tests/unit/test_slug.py',
      'src/use.py',
      'tests/test_other.py',
    ]);
  });

  it('finds tests wherever they stand, in git or not, the nearest first', async () => {
    await put({
      'packages/shop/src/shop/deep/stock.py': '',
      'packages/shop/src/shop/deep/inner/test_stock.py': '',
      'packages/shop/src/shop/stock_test.py': '',
      'packages/shop/test_stock.py': '',
      'packages/shop/tests/unit/a/b/c/d/test_stock.py': '',
      'packages/bill/tests/test_stock.py': '',
      'test_stock.py': '',
      'tests.py': '',
      'helper.py': '',
      'test/stock.test.js': '',
      'node_modules/other/test_stock.py': '',
    });
    assert.deepEqual(await related('packages/shop/src/shop/deep/stock.py'), [
      'packages/shop/src/shop/deep/inner/test_stock.py',
      'packages/shop/src/shop/stock_test.py',
      'packages/shop/test_stock.py',
      'packages/shop/tests/unit/a/b/c/d/test_stock.py',
      'packages/bill/tests/test_stock.py',
      'test_stock.py',
      'tests.py',
    ]);
  });

  it('reads folders that an ignore file takes back', async () => {
    await put({
      '.gitignore': '/*\n!/src/\n!/test/\n',
      'src/slug.py': '',
      'test/deep/test_slug.py': '',
      'tests/test_slug.py': '',
    });
    assert.deepEqual(await related('src/slug.py'), ['test/deep/test_slug.py']);
  });

  it('tells tests by the path inside the workspace', async () => {
    await put({ 'tests/shop/stock.py': '', 'tests/shop/use.py': '', 'tests/shop/test.py': '' });
    const path = join(root, 'tests/shop/stock.py');
    const uri = pathToFileURL(path).href;
    const snapshot: Snapshot = { uri, languageId: 'python', version: 0, text: '' };
    const found = await relatedFiles(snapshot, [dirname(path)]);
    assert.deepEqual(
      found.map((each) => [relative(dirname(path), fileURLToPath(each.uri)), each.isTest]),
      [
        ['use.py', false],
        ['test.py', true],
      ],
    );
  });

  it('names what says little by the folder around it', async () => {
    await put({ 'slug/__init__.py': '', 'tests/test_a.py': '', 'tests/test_slug.py': '' });
    assert.deepEqual(await related('slug/__init__.py'), ['tests/test_slug.py', 'tests/test_a.py']);
  });

  it('prefers, of many tests, those that say the name of the file', async () => {
    const many = Array.from({ length: 70 }, (_, at) => {
      const number = String(at).padStart(2, '0');
      return [`tests/test_${number}.py`, at === 65 ? 'from shop import slug' : ''] as const;
    });
    await put({ 'slug.py': '', ...Object.fromEntries(many) });
    const found = await related('slug.py');
    assert.equal(found.length, 60);
    assert.deepEqual(found.slice(0, 2), ['tests/test_65.py', 'tests/test_00.py']);
  });

  it('reads tests however many neighbours there are', async () => {
    const neighbours = Array.from({ length: 14 }, (_, at) => [`src/n${at}.py`, ''] as const);
    await put({ 'src/slug.py': '', 'tests/test_all.py': '', ...Object.fromEntries(neighbours) });
    const found = await related('src/slug.py');
    assert.equal(found.length, 13);
    assert.equal(found.at(-1), 'tests/test_all.py');
  });

  it('reads nothing that ignore files, names or folders keep private', async () => {
    await put({
      '.gitignore': 'generated_*\n/src/local/\n*.secret.py\n',
      'src/.gitignore': '!generated_kept.py\nmine.py\n',
      'src/slug.py': '',
      'src/generated_a.py': '',
      'src/generated_kept.py': '',
      'src/mine.py': '',
      'src/x.secret.py': '',
      'src/secrets.py': '',
      'src/open.py': '',
      'tests/node_modules/test_slug.py': '',
    });
    assert.deepEqual(await related('src/slug.py'), ['src/generated_kept.py', 'src/open.py']);
  });

  it('follows no link out of the workspace, nor to what is ignored', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'coppice-outside-'));
    try {
      await writeFile(join(outside, 'test_slug.py'), 'far');
      await put({ 'src/slug.py': '', 'hidden/test_slug.py': '', '.gitignore': 'hidden/\n' });
      await symlink(outside, join(root, 'tests'));
      await symlink(join(root, 'hidden'), join(root, 'src/tests'));
      await symlink(join(outside, 'test_slug.py'), join(root, 'src/test_slug.py'));
      assert.deepEqual(await related('src/slug.py'), []);
    } finally {
      await rm(outside, { recursive: true });
    }
  });

  it('reads nothing where the file lies outside the workspace', async () => {
    await put({ 'a/slug.py': '', 'a/use.py': '', 'b/x.py': '' });
    assert.deepEqual(await related('a/slug.py', [join(root, 'b')]), []);
    assert.deepEqual(await related('a/slug.py', []), []);
  });

  it('passes over what is too large or no text', async () => {
    await put({ 'slug.py': '', 'large.py': 'x = 1\n'.repeat(50_000), 'small.py': '' });
    await writeFile(join(root, 'binary.py'), Buffer.from([0xff, 0xfe, 0x00]));
    assert.deepEqual(await related('slug.py'), ['small.py']);
  });
});
