import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodes } from '../../../src/core/verdict.ts';
import { main } from '../../../src/node/cli/main.ts';
import { readRecording, writeRecording } from '../../../src/node/models/recording.ts';
import { sourceParserOptions } from '../../support/parser.ts';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));

describe('demo', function () {
  this.timeout(180_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-demo-test-'));
    await cp(join(checkout, 'examples'), folder, { recursive: true });
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function coppice(argv: readonly string[]) {
    let out = '';
    let err = '';
    const code = await main({
      argv: [...argv, '--runs', join(folder, 'runs')],
      environment: { XDG_STATE_HOME: join(folder, 'state') },
      terminal: { out: (text) => (out += text), err: (text) => (err += text), colours: false },
      signal: new AbortController().signal,
      assetsDirectory: join(checkout, 'src/node'),
      examplesDirectory: folder,
      parser: sourceParserOptions(),
    });
    return { code, out, err };
  }

  it('grows its functions from the recordings, whose prompts are those of today', async () => {
    const before = await readFile(join(folder, 'python/settle.py'), 'utf8');
    const { code, out, err } = await coppice(['demo']);
    assert.equal(code, exitCodes.proven, err);
    assert.doesNotMatch(err, /has changed since/);
    for (const name of ['settle_up', 'free_slots', 'renderTable']) {
      assert.match(out, new RegExp(`✓ ${name}: proven`));
    }
    assert.match(out, /language model, answers entered through an OpenAI-protocol queue/);
    assert.match(out, /\n {4}parse_cents\(amount\) -> int, for parse_expense\n/);
    assert.match(out, /rejected #4 fails \d+ tests: split_cents\(.*\) gives/);
    assert.match(out, /^\+def plan_payments/m);
    assert.match(out, /^\+\+\+ b\/typescript\/table\.ts$/m);
    assert.match(out, /3 of 3 functions grown/);
    assert.equal(await readFile(join(folder, 'python/settle.py'), 'utf8'), before);
  });

  it('rejects a recorded answer that was corrupted, because it runs it', async () => {
    const path = join(folder, 'recordings/free_slots.jsonl');
    const recording = await readRecording(path);
    assert.ok(recording.ok);
    const { header, answers } = recording.value;
    const good = 'gap_end - free_from >= minutes';
    const bad = 'gap_end - free_from < minutes';
    let corrupted = 0;
    const changed = new Map(
      [...answers].map(([action, answer]) => {
        const samples = answer.samples.map((sample) => {
          if (!sample.text.includes(good)) return sample;
          corrupted += 1;
          return { ...sample, text: sample.text.replace(good, bad) };
        });
        return [action, { ...answer, samples }];
      }),
    );
    assert.equal(corrupted, 1);
    const grow = ['grow', join(folder, 'python/timetable.py:free_slots'), '--recording', path];
    const sound = await coppice(grow);
    assert.match(addedLines(sound.out), new RegExp(good));

    await writeRecording(path, { header, answers: changed });
    const { code, out, err } = await coppice(grow);
    assert.equal(code, exitCodes.proven, err);
    assert.match(out, /rejected #1 fails examples: free_slots\(.*\), not /);
    assert.match(out, /✓ free_slots: proven/);
    assert.doesNotMatch(addedLines(out), new RegExp(bad));
  });

  it('says how to record where a recording is missing or is none', async () => {
    await writeFile(join(folder, 'recordings/renderTable.jsonl'), '{}\n');
    const broken = await coppice(['demo']);
    assert.equal(broken.code, exitCodes.unavailable);
    assert.match(broken.err, /renderTable\.jsonl:1 .*--record FILE/);
    assert.equal(broken.out, '');
    await rm(join(folder, 'recordings'), { recursive: true });
    const missing = await coppice(['demo']);
    assert.equal(missing.code, exitCodes.unavailable);
    assert.match(missing.err, /settle_up\.jsonl cannot be read/);
  });
});

function addedLines(out: string): string {
  return out
    .split('\n')
    .filter((line) => line.startsWith('+'))
    .join('\n');
}
