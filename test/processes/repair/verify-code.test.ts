import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CaptureExtra } from '../../../src/node/coppice.ts';
import type { Composition } from '../../../src/node/composition.ts';
import { createCoppice } from '../../../src/node/create-coppice.ts';
import { verifiedExamples } from '../../../src/core/repair/verify.ts';
import { defaultSettings } from '../../../src/core/settings.ts';
import { sourceParserOptions } from '../../support/parser.ts';

const assets = fileURLToPath(new URL('../../../src/node', import.meta.url));
const going = { settings: defaultSettings, signal: new AbortController().signal };

const source = `LIMIT = 2

def clip(text: str) -> str:
    """The first letters.

    >>> clip("abc")
    'ab'
    >>> clip("")
    ''
    """
    return text[:LIMIT - 1]

def stub(n):
    """Nothing yet."""
`;

describe('running what is written on its trusted examples', function () {
  this.timeout(60_000);
  let folder: string;
  let coppice: Composition;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-verify-'));
    const options = {
      assetsDirectory: assets,
      runsDirectory: join(folder, 'runs'),
      keyFile: join(folder, 'journal.key'),
      allowUnsandboxed: false,
      workspaceFolders: [folder],
      onNotice: () => undefined,
    };
    coppice = createCoppice(options, sourceParserOptions());
  });
  after(async () => {
    await coppice.dispose();
    await rm(folder, { recursive: true });
  });

  async function captured(name: string, text = source, extra: CaptureExtra = {}) {
    const snapshot = { uri: 'untitled:a', languageId: 'python', version: 1, text } as const;
    const task = await coppice.captureNamed(snapshot, name, extra);
    assert.ok(task.ok, JSON.stringify(task));
    return task.value;
  }

  it('says which pass and what the others did', async () => {
    const verified = await coppice.verify(await captured('clip'), undefined, going);
    assert.ok(verified.ok);
    assert.deepEqual(
      verified.value.map(({ assertion, passed, happened }) => [assertion, passed, happened]),
      [
        [`assert clip("abc") == 'ab'`, false, "it returned 'a'"],
        [`assert clip("") == ''`, true, "it returned ''"],
      ],
    );
  });

  it('runs code that is given for it instead, fenced or not', async () => {
    const task = await captured('clip');
    const right = 'def clip(text: str) -> str:\n    return text[:LIMIT]';
    for (const code of [right, `\`\`\`python\n${right}\n\`\`\``]) {
      const verified = await coppice.verify(task, code, going);
      assert.ok(verified.ok, JSON.stringify(verified));
      assert.ok(verified.value.every(({ passed }) => passed));
    }
    const other = await coppice.verify(task, 'def other():\n    return 1', going);
    assert.deepEqual(!other.ok && other.error.reason, 'no-code');
  });

  it('keeps a journal of it beside the list of runs, without secrets', async () => {
    const secret = 'AKIAZ7QXW3E5R9TYUI2P';
    const task = await captured(
      'clip',
      source.replace('LIMIT = 2', `LIMIT = 2\nKEY = "${secret}"`),
    );
    const code = `def clip(text: str) -> str:\n    return text[:LIMIT] if KEY == "${secret}" else ""`;
    const verified = await coppice.verify(task, code, going);
    assert.ok(
      verified.ok && verified.value.every(({ passed }) => passed),
      JSON.stringify(verified),
    );
    assert.deepEqual(await coppice.list(), []);
    const [latest] = await coppice.listSide();
    assert.ok(latest && 'state' in latest);
    assert.deepEqual([latest.title, latest.strategy, latest.state], ['clip', 'verify', 'solved']);
    const journal = await readFile(join(folder, 'runs/side', `${latest.id}.jsonl`), 'utf8');
    assert.ok(journal.includes('return text[:LIMIT]'));
    assert.ok(!journal.includes(secret));
    const shown = await coppice.show(latest.id, {
      signal: going.signal,
      onView: () => undefined,
      onQuestion: () => Promise.resolve({ kind: 'unanswered' }),
    });
    assert.ok(shown.ok);
    assert.deepEqual(verifiedExamples(task, shown.value.view), verified.value);
    assert.deepEqual(await coppice.sent(latest.id), { ok: true, value: [] });
  });

  it('goes by the limits of the settings, and stops when it is told to', async () => {
    const task = await captured('clip');
    const none = { ...defaultSettings, budget: { runs: 1 } };
    const refused = await coppice.verify(task, undefined, { ...going, settings: none });
    assert.equal(!refused.ok && refused.error.reason, 'budget');
    const stopped = new AbortController();
    stopped.abort();
    const ended = await coppice.verify(task, undefined, { ...going, signal: stopped.signal });
    assert.equal(!ended.ok && ended.error.reason, 'cancelled');
  });

  it('runs no stub', async () => {
    const verified = await coppice.verify(await captured('stub'), undefined, going);
    assert.equal(!verified.ok && verified.error.reason, 'no-code');
  });

  it('trusts what a test asserts that is pointed at, where it stands by itself', async () => {
    const asserted = 'assert clip("wxyz") == "wx"\nassert clip(made_up()) == "q"';
    const { examples } = await captured('clip', source, { asserted });
    assert.deepEqual(
      examples.map(({ id, call, source: from }) => [id, call, from]),
      [
        ['docstring1', 'clip("abc")', 'docstring'],
        ['docstring2', 'clip("")', 'docstring'],
        ['asserted1', 'clip("wxyz")', 'project'],
      ],
    );
  });

  it('repairs from the failure where an example fails, and shows the code where none does', async () => {
    const failing = await coppice.repair(await captured('clip'), 'It is too short.', going);
    assert.ok(failing.ok);
    assert.equal(failing.value.strategy, 'reflexion');
    assert.equal(failing.value.task.instruction, 'It is too short.');
    assert.equal(failing.value.failing.length, 1);

    const right = source.replace('LIMIT - 1', 'LIMIT');
    const passing = await coppice.repair(await captured('clip', right), 'It is slow.', going);
    assert.ok(passing.ok);
    assert.equal(passing.value.strategy, 'resample');
    assert.match(passing.value.task.instruction ?? '', /It is slow\.[^]*return text\[:LIMIT\]/);
  });
});
