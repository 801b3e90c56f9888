/**
 * Grows a function with one example on the command line, by a model on loopback that takes as long as it is told, and
 * draws the critical path of the run from its journal:
 *
 *     npm run bench:latency -- [--ms 1000] [--strategy NAME] [--journal FILE]
 *
 * `--journal` draws that of a run that was made before.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { main } from '../src/node/cli/main.ts';
import { sourceParserOptions } from '../test/support/parser.ts';
import { ScriptedServer } from '../test/support/scripted-server.ts';
import { twiceAuthor, twiceStub } from '../test/support/twice.ts';
import { criticalPath, spansIn, type Stretch } from './latency/critical-path.ts';

const { values } = parseArgs({
  options: {
    ms: { type: 'string', default: '1000' },
    strategy: { type: 'string' },
    journal: { type: 'string' },
  },
});

if (values.journal === undefined) await measure(Number(values.ms), values.strategy);
else {
  const journal = await readFile(values.journal, 'utf8');
  const times = journal
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Date.parse((JSON.parse(line) as { readonly at: string }).at));
  draw(criticalPath(spansIn(journal), { began: times[0] ?? 0, ended: times.at(-1) ?? 0 }));
}

async function measure(ms: number, strategy: string | undefined): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'coppice-latency-'));
  const server = new ScriptedServer(async (request) => {
    await delay(ms);
    return { kind: 'answer', samples: twiceAuthor(request).slice(0, request.n ?? 1) };
  });
  try {
    const file = join(folder, 'a.py');
    const runs = join(folder, 'runs');
    await writeFile(file, twiceStub);
    const model = ['--base-url', await server.start(), '--model', 'm'];
    const how = strategy === undefined ? [] : ['--strategy', strategy];
    let out = '';
    const began = Date.now();
    await main({
      argv: ['grow', file, ...model, ...how, '--runs', runs],
      environment: {},
      terminal: { out: (text) => (out += text), err: (text) => (out += text), colours: false },
      signal: new AbortController().signal,
      assetsDirectory: fileURLToPath(new URL('../src/node', import.meta.url)),
      parser: sourceParserOptions(),
    });
    const ended = Date.now();
    const name = (await readdir(runs)).find((each) => each.endsWith('.jsonl')) ?? '';
    const journal = await readFile(join(runs, name), 'utf8');
    draw(criticalPath(spansIn(journal), { began, ended }));
    process.stdout.write(`\n${out.split('\n').find((line) => line.includes(' tokens')) ?? out}\n`);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

function draw(path: readonly Stretch[]): void {
  const sum = (of: readonly Stretch[]) => of.reduce((all, { ms }) => all + ms, 0);
  for (const { what, ms, isGap } of path) {
    process.stdout.write(`${String(ms).padStart(6)} ms ${isGap ? '  · gap ' : '█ '}${what}\n`);
  }
  const asks = path.filter(({ what, isGap }) => !isGap && what.startsWith('ask '));
  const gaps = path.filter(({ isGap }) => isGap);
  process.stdout.write(
    `${sum(path)} ms: ${asks.length} round trips one after the other (${sum(asks)} ms), gaps ${sum(gaps)} ms, sandbox ${sum(path) - sum(asks) - sum(gaps)} ms\n`,
  );
}
