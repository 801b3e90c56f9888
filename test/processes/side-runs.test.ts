import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultSettings } from '../../src/core/settings.ts';
import type { Composition } from '../../src/node/composition.ts';
import type { EndpointModel } from '../../src/node/coppice.ts';
import { createCoppice } from '../../src/node/create-coppice.ts';
import { sentProposals } from '../../src/vscode/documents/sent-proposals.ts';
import { ScriptedModel } from '../host/support/scripted-model.ts';
import { sourceParserOptions } from '../support/parser.ts';

const secret = 'AKIAZ7QXW3E5R9TYUI2P';
const snapshot = {
  uri: 'file:///work/words.py',
  languageId: 'python',
  version: 1,
  text: `KEY = "${secret}"\n`,
} as const;
const stub =
  'def count(text: str) -> int:\n    """Count words.\n\n    >>> count("a b")\n    2\n    """\n    raise NotImplementedError';

describe('side runs', function () {
  this.timeout(60_000);
  let folder: string;
  let runs: string;
  let coppice: Composition;
  let server: ScriptedModel;
  let model: EndpointModel;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-side-'));
    runs = join(folder, 'runs');
    coppice = createCoppice(
      {
        assetsDirectory: fileURLToPath(new URL('../../src/node', import.meta.url)),
        runsDirectory: runs,
        keyFile: join(folder, 'journal.key'),
        allowUnsandboxed: false,
        workspaceFolders: [folder],
        onNotice: () => undefined,
      },
      sourceParserOptions(),
    );
    server = new ScriptedModel({});
    server.propose(stub);
    const endpoint = { baseUrl: await server.server.start(), model: 'scripted' };
    model = { endpoint, prices: {}, concurrency: 2 };
  });
  afterEach(async () => {
    await coppice.dispose();
    await server.server.stop();
    await rm(folder, { recursive: true });
  });

  const going = () => ({ settings: defaultSettings, signal: new AbortController().signal });
  const wish = `Count words, KEY is ${secret}`;
  const propose = (options = going()) =>
    coppice.propose(snapshot, snapshot.text.length, wish, model, options);

  it('propose a function, by a journal that says what was sent, secrets masked', async () => {
    const proposed = await propose();
    assert.ok(proposed.ok, JSON.stringify(proposed));
    const { contract, edit } = proposed.value;
    assert.deepEqual([contract.name, contract.examples[0]?.call], ['count', 'count("a b")']);
    assert.match(edit.newText, /^\n\ndef count\(text: str\) -> int:/);

    assert.deepEqual(await coppice.list(), []);
    const [run] = await coppice.listSide();
    assert.ok(run && 'state' in run);
    assert.deepEqual([run.strategy, run.state, run.title], ['propose', 'solved', 'a new function']);
    assert.ok((run.tokens ?? 0) > 0);
    const sent = await sentProposals(coppice, snapshot.uri);
    assert.equal(sent.length, 1);
    assert.match(JSON.stringify(sent[0]?.request), /Count words/);
    assert.deepEqual(
      sent[0]?.request.messages.map(({ content }) => content),
      server.server.received[0]?.body.messages.map(({ content }) => content),
    );
    assert.deepEqual(await sentProposals(coppice, 'file:///work/other.py'), []);
    const journal = await readFile(join(runs, 'side', `${run.id}.jsonl`), 'utf8');
    assert.ok(
      !journal.includes(secret) && !JSON.stringify(server.server.received).includes(secret),
    );
    const ignored = await readFile(join(runs, '.gitignore'), 'utf8');
    assert.equal(ignored, '*\n', 'whichever kind of run comes first');
  });

  it('say why there is no proposal', async () => {
    server.propose('I would rather not.');
    const empty = await propose();
    assert.match(empty.ok ? '' : empty.error.message, /answered without a function/);
    server.interrupt = () => ({ kind: 'status', status: 401, message: 'bad key' });
    const refused = await propose();
    assert.deepEqual(!refused.ok && refused.error.reason, 'unauthorised');
    const states = (await coppice.listSide()).map((run) => ('state' in run ? run.state : ''));
    assert.deepEqual(states.sort(), ['failed', 'unsolved']);
  });

  it('go by the budget: what has no room is not sent', async () => {
    const settings = { ...defaultSettings, budget: { tokens: 100 } };
    const refused = await propose({ ...going(), settings });
    assert.equal(!refused.ok && refused.error.reason, 'budget');
    assert.deepEqual(server.server.received, []);
  });

  it('end with their request when they are stopped', async () => {
    const stop = new AbortController();
    server.interrupt = () => {
      stop.abort();
      return { kind: 'hang' };
    };
    const stopped = await propose({ ...going(), signal: stop.signal });
    assert.equal(!stopped.ok && stopped.error.reason, 'cancelled');
    const [run] = await coppice.listSide();
    assert.equal(run && 'state' in run && run.state, 'cancelled');
  });

  it('do not pile up: the latest are kept, and no other run is touched', async () => {
    await propose();
    const [name = ''] = (await readdir(join(runs, 'side'))).filter((file) =>
      file.endsWith('.jsonl'),
    );
    const text = await readFile(join(runs, 'side', name), 'utf8');
    await writeFile(join(runs, '2026-01-01T00-00-00-grown-000000.jsonl'), text);
    for (let count = 0; count < 60; count += 1) {
      const old = `2026-01-01T00-00-${String(count).padStart(2, '0')}-old-000000.jsonl`;
      await writeFile(join(runs, 'side', old), text);
    }
    await propose();
    const left = (await readdir(join(runs, 'side'))).sort();
    assert.equal(left.length, 50);
    assert.ok(left.includes(name) && !left.includes('2026-01-01T00-00-11-old-000000.jsonl'));
    assert.ok((await stat(join(runs, '2026-01-01T00-00-00-grown-000000.jsonl'))).isFile());
  });
});
