import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RunResult } from '../../../src/core/engine/engine.ts';
import type { StartedEntry } from '../../../src/core/engine/journal.ts';
import type { Fact } from '../../../src/core/view/reduce.ts';
import type { Composition } from '../../../src/node/composition.ts';
import { createCoppice } from '../../../src/node/create-coppice.ts';
import type { RunHooks } from '../../../src/node/coppice.ts';
import { ScriptedModel } from '../../host/support/scripted-model.ts';
import { timetableBook } from '../../host/support/timetable-book.ts';
import { sourceParserOptions } from '../../support/parser.ts';

/** What 0.1.0 itself showed of a function; see the README beside the journals. */
interface ShownFunction {
  readonly path: string;
  readonly state: string;
  readonly sharedWith?: string;
  readonly parameters: readonly string[];
  /** Code by id. */
  readonly candidates: Readonly<Record<string, string>>;
  readonly selected?: string;
  readonly accepted?: boolean;
  readonly evidence?: readonly string[];
}

interface ShownBy010 {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly message?: string;
  readonly tokens: number;
  readonly runs: number;
  readonly functions: readonly ShownFunction[];
}

const fixtures = fileURLToPath(new URL('../../fixtures/journals/0.1.0', import.meta.url));
const expected = JSON.parse(await readFile(join(fixtures, 'shown.json'), 'utf8')) as Record<
  string,
  ShownBy010
>;
const kinds = Object.keys(expected);

describe('journals of 0.1.0', function () {
  this.timeout(60_000);
  let folder: string;
  let runs: string;
  let coppice: Composition;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-old-'));
    runs = join(folder, 'runs');
    await mkdir(runs);
    coppice = createCoppice(
      {
        assetsDirectory: fileURLToPath(new URL('../../../src/node', import.meta.url)),
        runsDirectory: runs,
        keyFile: join(folder, 'journal.key'),
        allowUnsandboxed: false,
        workspaceFolders: [folder],
        onNotice: () => undefined,
      },
      sourceParserOptions(),
    );
  });
  beforeEach(async () => {
    for (const kind of kinds) {
      await copyFile(join(fixtures, `${kind}.jsonl`), fileOf(kind));
    }
  });
  after(async () => {
    await coppice.dispose();
    await rm(folder, { recursive: true });
  });

  const fileOf = (kind: string) => join(runs, `${expected[kind]!.id}.jsonl`);
  const hooks = (onFact?: (fact: Fact) => void): RunHooks => ({
    signal: new AbortController().signal,
    onView: () => undefined,
    onQuestion: () => Promise.resolve({ kind: 'unanswered' }),
    ...(onFact ? { onFact } : {}),
  });

  async function shown(kind: string): Promise<RunResult> {
    const result = await coppice.show(expected[kind]!.id, hooks());
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  }

  /** With the file of the run in the workspace, where the journal says that it is. */
  async function inThisFolder(kind: string): Promise<void> {
    const text = await readFile(fileOf(kind), 'utf8');
    const { task } = JSON.parse(text.slice(0, text.indexOf('\n'))) as Pick<StartedEntry, 'task'>;
    const { uri, text: source } = task.target.snapshot;
    const path = join(folder, 'timetable.py');
    await writeFile(path, source);
    await writeFile(fileOf(kind), text.replaceAll(uri, pathToFileURL(path).href));
  }

  /** As a version would find it whose prompts are others: no request is the same any more. */
  async function withOtherRequests(kind: string): Promise<void> {
    const text = await readFile(fileOf(kind), 'utf8');
    await writeFile(fileOf(kind), text.replaceAll(/"hash":"\w{4}/g, '"hash":"0000'));
  }

  it('are one of each kind', async () => {
    const files = (await readdir(fixtures)).filter((file) => file.endsWith('.jsonl'));
    assert.deepEqual(files.map((file) => file.slice(0, -'.jsonl'.length)).sort(), kinds.sort());
  });

  it('are listed', async () => {
    const listed = new Map((await coppice.list()).map((run) => [run.id, run]));
    for (const { id, title, state } of Object.values(expected)) {
      const run = listed.get(id);
      assert.ok(run && 'state' in run, JSON.stringify(run));
      assert.deepEqual([run.title, run.state], [title, state]);
    }
  });

  for (const kind of kinds) {
    const old = expected[kind]!;

    it(`are shown: ${kind}`, async () => {
      const result = await shown(kind);
      assert.deepEqual([result.isOlder, result.isForeign], [true, true]);
      assert.equal(result.solution, undefined);
      assert.equal(result.state, old.state);
      assertTold(result, old);
      const sent = await coppice.sent(old.id);
      assert.ok(sent.ok && sent.value.every(({ request }) => request.messages.length > 0));
      for (const { path, sharedWith } of result.view.nodes.values()) {
        const { language } = result.task;
        const report = await coppice.reportOf({ view: result.view, language, path });
        assert.ok(sharedWith ?? report.picture.boxes.some((box) => box.path === path));
        assert.ok(report.function);
      }
    });

    it(`are told where no request fits any more: ${kind}`, async () => {
      await withOtherRequests(kind);
      const result = await shown(kind);
      assert.deepEqual([result.isOlder, result.isPartial], [true, true]);
      assert.equal(result.state, old.state);
      assert.equal(result.solution, undefined);
      assert.match(result.view.notices.join(' '), /can only be read by Coppice 0\.1\.0/);
      assertTold(result, old);
      for (const { path, candidates } of old.functions) {
        const node = result.view.nodes.get(path);
        const codes = Object.fromEntries(node?.candidates.map(({ id, code }) => [id, code]) ?? []);
        for (const [id, code] of Object.entries(codes)) assert.equal(code, candidates[id]);
        assert.deepEqual(
          Object.keys(candidates).filter((id) => !(id in codes) && !/\/(file|given)$/.test(id)),
          [],
        );
      }
    });
  }

  /** What must be there however much this version differs from the one that made the run. */
  function assertTold({ view, message = '' }: RunResult, old: ShownBy010): void {
    assert.equal(view.title, old.title);
    assert.equal(view.tokens, old.tokens);
    assert.equal(view.runs, old.runs);
    assert.match(view.notices.join(' '), /made by Coppice 0\.1\.0\. It can be looked at/);
    if (old.message !== undefined) assert.equal(message, old.message);
    for (const each of old.functions) {
      if (each.sharedWith !== undefined) continue;
      const node = view.nodes.get(each.path);
      assert.ok(node, `${each.path} is missing`);
      assert.deepEqual(
        node.contract.parameters.map(({ name }) => name),
        each.parameters,
      );
      assert.equal(node.selected, each.selected);
      if (each.selected === undefined) continue;
      // Journals of then carry no mark of the machine: nothing of them counts as proven.
      assert.equal(node.accepted, false);
      assert.deepEqual(
        node.evidence.map(({ note }) => note),
        each.evidence,
      );
      assert.ok(node.candidates.some(({ id }) => id === each.selected));
    }
  }

  it('tell what the user answered', async () => {
    await withOtherRequests('question-answered');
    const { view } = await shown('question-answered');
    assert.match(view.nodes.get('middle')!.notes.join(' '), /what middle\(\[1, 2\]\) gives: 1\./);
  });

  it('are not gone on with, in words, and are left as they are', async () => {
    for (const kind of ['grow-failed', 'grow-stopped', 'grow-solved']) {
      const before = await readFile(fileOf(kind), 'utf8');
      const model = { endpoint: { baseUrl: 'http://127.0.0.1:10/v1', model: 'x' } };
      const resumed = await coppice.resume(
        expected[kind]!.id,
        { ...model, prices: {}, concurrency: 1 },
        hooks(),
      );
      assert.ok(!resumed.ok);
      assert.equal(resumed.error.reason, 'older-journal');
      assert.match(resumed.error.message, /made by Coppice 0\.1\.0.*answers that still fit/);
      assert.equal(await readFile(fileOf(kind), 'utf8'), before);
    }
  });

  it('are grown again from the file as it is: nothing of theirs is believed', async () => {
    await inThisFolder('grow-failed');
    const model = new ScriptedModel(timetableBook);
    const endpoint = { baseUrl: await model.server.start(), model: 'scripted' };
    try {
      const grown = await coppice.resume(
        expected['grow-failed']!.id,
        { endpoint, prices: {}, concurrency: 2 },
        hooks(),
        { fork: true },
      );
      assert.ok(grown.ok, JSON.stringify(grown));
      assert.equal(grown.value.state, 'solved', grown.value.message);
      assert.notEqual(grown.value.id, expected['grow-failed']!.id);
      assert.ok(model.asked.length > 0);
      // Their requests were others than those of the function as it is captured today.
      assert.equal(grown.value.resumed?.reused, 0);
      assert.equal(grown.value.isForeign, undefined);
    } finally {
      await model.server.stop();
    }
  });
});
