import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TraitFile } from '../../../src/node/models/trait-store.ts';

const day = 24 * 60 * 60 * 1000;
const at = (model: string, baseUrl = 'http://127.0.0.1:1/v1') => ({ baseUrl, model });

describe('what is learnt of models', () => {
  let folder: string;
  let path: string;
  let now = 0;
  const open = () => new TraitFile(path, { now: () => now });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-traits-'));
    path = join(folder, 'runs', 'models.json');
    now = 100 * day;
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is kept by endpoint and model, and forgotten on request', async () => {
    const traits = {
      refuses: ['temperature', 'n'],
      limitName: 'max_completion_tokens',
      mostTokens: 4096,
      contextTokens: 32768,
      reasoningTokens: 8192,
      thinksUnmarked: true,
    } as const;
    await open().write(at('a'), traits);
    await open().write(at('b'), { limitName: 'none' });
    assert.deepEqual(await open().read(at('a')), traits);
    assert.deepEqual(await open().read(at('b', 'http://127.0.0.1:1/v1/')), { limitName: 'none' });
    assert.deepEqual(await open().read(at('a', 'http://127.0.0.1:2/v1')), {});
    assert.equal(await open().forget(at('a')), true);
    assert.equal(await open().forget(at('a')), false);
    assert.deepEqual(await open().read(at('a')), {});
    assert.deepEqual(await open().read(at('b')), { limitName: 'none' });
    assert.deepEqual(await readdir(join(folder, 'runs')), ['models.json']);
  });

  it('loses nothing where many write at once', async () => {
    const file = open();
    const names = Array.from({ length: 20 }, (_, index) => `m${index}`);
    await Promise.all(names.map((name) => file.write(at(name), { mostTokens: 100 })));
    for (const name of names) assert.deepEqual(await file.read(at(name)), { mostTokens: 100 });
  });

  it('is learnt again after a while', async () => {
    await open().write(at('a'), { mostTokens: 100 });
    now += 29 * day;
    assert.deepEqual(await open().read(at('a')), { mostTokens: 100 });
    now += 2 * day;
    assert.deepEqual(await open().read(at('a')), {});
  });

  it('holds no key, whatever the address carries', async () => {
    const secret = 'https://user:secret@example.com/v1?key=secret';
    await open().write(at('a', secret), { mostTokens: 100 });
    assert.ok(!(await readFile(path, 'utf8')).includes('secret'));
    assert.deepEqual(await open().read(at('a', secret)), { mostTokens: 100 });
  });

  it('is read as far as it is such, however the file was changed', async () => {
    await open().write(at('a'), { mostTokens: 100 });
    for (const text of ['', '[]', '{', '{"models": 7}', '{"models": {"x": {"at": "now"}}}']) {
      await writeFile(path, text);
      assert.deepEqual(await open().read(at('a')), {});
    }
    const odd = { mostTokens: -5, reasoningTokens: 1e99, limitName: 'x', refuses: ['n', 'all', 7] };
    const key = 'http://127.0.0.1:1/v1 a';
    await writeFile(path, JSON.stringify({ models: { [key]: { at: now, traits: odd } } }));
    assert.deepEqual(await open().read(at('a')), { refuses: ['n'] });
  });
});
