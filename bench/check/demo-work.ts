import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Model, Runner, RunReply } from '../../src/core/ports.ts';
import { demoSettings, demoTasks } from '../../src/node/cli/demo-command.ts';
import { Composition } from '../../src/node/composition.ts';
import { sha256 } from '../../src/node/hash.ts';
import { RecordedModel } from '../../src/node/models/recorded-model.ts';
import { readRecording } from '../../src/node/models/recording.ts';
import { WorkerParser } from '../../src/node/parser/worker-parser.ts';
import type { OwnedRunner } from '../../src/node/runner/owned-runner.ts';
import { SandboxedRunner } from '../../src/node/runner/sandboxed-runner.ts';
import { readSource } from '../../src/node/source-file.ts';
import { sourceParserOptions } from '../../test/support/parser.ts';
import type { Counts } from './counts.ts';

const repository = resolve(import.meta.dirname, '../..');
const examples = join(repository, 'examples');

/** Counts what is asked of a model and of a runner, and what of the parser. */
class Tally {
  readonly counts = new Map<string, number>();

  add(what: string, count: number): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + count);
  }

  model(model: Model): Model {
    return {
      ...model,
      id: model.id,
      complete: (request, options) => {
        this.add('requests', 1);
        this.add('samples', request.samples);
        for (const { content } of request.messages) {
          this.add('bytes of prompts', Buffer.byteLength(content));
        }
        return model.complete(request, options);
      },
    };
  }

  runner(runner: OwnedRunner): OwnedRunner {
    const run: Runner['run'] = async (request, options) => {
      this.add('run actions', 1);
      this.add('programs', request.programs.length);
      this.add('evaluations', request.programs.length * request.checks.length);
      for (const { source } of request.programs) {
        this.add('bytes of programs', Buffer.byteLength(source));
      }
      const reply = await runner.run(request, options);
      return reply.ok ? { ...reply, value: timeless(reply.value) } : reply;
    };
    return {
      run,
      describe: () => runner.describe(),
      watch: (listener) => runner.watch(listener),
      dispose: () => runner.dispose(),
    };
  }
}

/** Every call took the same time: what a search does by time would differ from run to run. */
function timeless(reply: RunReply): RunReply {
  const results = reply.results.map((row) =>
    row.map((result) => ({ ...result, outcome: { ...result.outcome, ms: 1 } })),
  );
  return { ...reply, results };
}

/** The parser, which counts what it is asked for. */
class CountingParser extends WorkerParser {
  tally: Tally | undefined;

  override summarize(...asked: Parameters<WorkerParser['summarize']>) {
    this.#count(asked[1]);
    return super.summarize(...asked);
  }

  override tree(...asked: Parameters<WorkerParser['tree']>) {
    this.#count(asked[1]);
    return super.tree(...asked);
  }

  override nodes(...asked: Parameters<WorkerParser['nodes']>) {
    this.#count(asked[1]);
    return super.nodes(...asked);
  }

  #count(text: string): void {
    this.tally?.add('questions to the parser', 1);
    this.tally?.add('characters of these', text.length);
  }
}

/** What it takes to grow the functions of the demo from their recordings, in the real sandbox. */
export async function demoWork(): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'coppice-bench-check-'));
  const counts: Record<string, number> = {};
  try {
    for (const task of demoTasks) {
      for (const [what, count] of await workOf(task, folder)) {
        counts[`${task.name}: ${what}`] = count;
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return counts;
}

async function workOf(
  { file, name, recording: answers }: (typeof demoTasks)[number],
  folder: string,
): Promise<ReadonlyMap<string, number>> {
  const tally = new Tally();
  const parser = new CountingParser(sourceParserOptions());
  parser.tally = tally;
  const sandbox = new SandboxedRunner({
    assets: join(repository, 'src/node/runner'),
    allowUnsandboxed: false,
  });
  const runsDirectory = join(folder, name);
  const coppice = new Composition(
    {
      assetsDirectory: repository,
      runsDirectory,
      keyFile: join(folder, 'journal.key'),
      allowUnsandboxed: false,
      workspaceFolders: [examples],
      onNotice: () => undefined,
    },
    { parser, runner: tally.runner(sandbox) },
  );
  try {
    const recording = await readRecording(join(examples, 'recordings', answers));
    const source = await readSource(join(examples, file));
    if (!recording.ok || !source.ok) throw new Error(`The demo's ${name} cannot be read.`);
    const task = await coppice.captureNamed(source.value.snapshot, name);
    if (!task.ok) throw new Error(task.error.message);
    const model = tally.model(new RecordedModel(recording.value, sha256));
    const result = await coppice.grow(
      task.value,
      demoSettings,
      { model, prices: {} },
      {
        signal: new AbortController().signal,
        onView: () => undefined,
        onQuestion: () => Promise.resolve({ kind: 'unanswered' }),
      },
    );
    if (!result.ok || result.value.solution?.accepted !== true) {
      throw new Error(`The demo does not grow ${name} any more.`);
    }
    const journal = await readFile(join(runsDirectory, `${result.value.id}.jsonl`), 'utf8');
    tally.add('journal lines', journal.trimEnd().split('\n').length);
  } finally {
    await coppice.dispose();
  }
  return tally.counts;
}
