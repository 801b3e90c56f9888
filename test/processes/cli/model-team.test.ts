import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../../src/node/cli/main.ts';
import { exitCodes } from '../../../src/core/verdict.ts';
import { sourceParserOptions } from '../../support/parser.ts';
import { ScriptedServer, type ChatRequest, type Script } from '../../support/scripted-server.ts';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));
const stub = 'def twice(n: int) -> int:\n    """Doubles.\n\n    >>> twice(2)\n    4\n    """\n';
const fenced = (code: string) => `\`\`\`python\n${code}\n\`\`\``;
const good = fenced('def twice(n: int) -> int:\n    return 2 * n');
const bad = fenced('def twice(n: int) -> int:\n    return n * n + 1');

/** A model that writes one candidate again and again. */
const writer =
  (candidate: string): Script =>
  ({ messages, n = 1 }: ChatRequest) => {
    const prompt = messages.at(-1)?.content ?? '';
    const text = /Write \d+ tests/.test(prompt)
      ? fenced('assert twice(3) == 6\nassert twice(0) == 0')
      : /Write calls/.test(prompt)
        ? fenced('twice(5)\ntwice(-1)')
        : candidate;
    return { kind: 'answer', samples: Array.from({ length: n }, () => text) };
  };

describe('a function grown by several models', function () {
  this.timeout(60_000);
  let folder: string;
  const servers: ScriptedServer[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-team-'));
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await rm(folder, { recursive: true });
  });

  async function serve(script: Script) {
    const server = new ScriptedServer(script);
    servers.push(server);
    return { server, url: await server.start() };
  }

  async function coppice(...argv: readonly string[]) {
    let text = '';
    const code = await main({
      argv: [...argv, '--runs', join(folder, 'runs')],
      environment: { XDG_STATE_HOME: join(folder, 'state') },
      terminal: { out: (more) => (text += more), err: (more) => (text += more), colours: false },
      signal: new AbortController().signal,
      assetsDirectory: join(checkout, 'src/node'),
      parser: sourceParserOptions(),
    });
    return { code, text };
  }

  async function grow(url: string, ...flags: readonly string[]) {
    await writeFile(join(folder, 'a.py'), stub);
    const model = ['--base-url', url, '--model', 'lead', '--strategy', 'resample'];
    const result = await coppice('grow', join(folder, 'a.py'), ...model, ...flags);
    const id = / · run (\S+)/.exec(result.text)?.[1] ?? '';
    const lines = (await readFile(join(folder, 'runs', `${id}.jsonl`), 'utf8')).trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as Entry);
    return { ...result, id, entries };
  }

  interface Entry {
    readonly type: string;
    readonly ask?: { readonly operator: string; readonly model: string };
    readonly output?: { readonly reply?: { readonly answeredBy?: string } };
  }

  /** Samples by the model that was asked for them. */
  const samplesOf = (server: ScriptedServer) =>
    server.received
      .filter(({ body }) => /# Request\n\nImplement/.test(body.messages.at(-1)?.content ?? ''))
      .reduce((sum, { body }) => sum + (body.n ?? 1), 0);

  it('gives more samples to the model whose candidates survive, and replays alike', async () => {
    const first = await serve(writer(bad));
    const second = await serve(writer(good));
    const pool = ['--pool', `lead,other@${second.url}`, '--samples', '48', '--seed', '3'];
    const { code, text, id, entries } = await grow(first.url, ...pool);
    assert.equal(code, exitCodes.proven, text);
    assert.ok(samplesOf(second.server) >= samplesOf(first.server), text);
    assert.ok(samplesOf(first.server) > 0);
    const asked = new Set(
      entries.flatMap(({ ask }) => (ask?.operator === 'sample' ? ask.model : [])),
    );
    assert.equal(asked.size, 2, [...asked].join());
    const before = servers.map((server) => server.received.length);
    for (const forget of [false, true]) {
      if (forget) await rm(join(folder, 'runs', 'models.json'), { force: true });
      assert.equal((await coppice('replay', id)).code, exitCodes.proven);
    }
    assert.deepEqual(
      servers.map((server) => server.received.length),
      before,
    );
  });

  it('lets a small model write tests and inputs', async () => {
    const leader = await serve(writer(good));
    const small = await serve(writer(bad));
    const { code, text } = await grow(leader.url, '--small', `tiny@${small.url}`, '--samples', '2');
    assert.equal(code, exitCodes.proven, text);
    const isCode = ({ body }: { readonly body: ChatRequest }) =>
      /# Request\n\n(?:Implement|Write `twice_reference`)/.test(
        body.messages.at(-1)?.content ?? '',
      );
    assert.ok(leader.server.received.every(isCode));
    assert.ok(small.server.received.length > 0 && !small.server.received.some(isCode));
  });

  it('ends well though one of the servers is away', async () => {
    const leader = await serve(writer(good));
    const away = await serve(writer(good));
    await away.server.stop();
    servers.pop();
    const { code, text } = await grow(
      leader.url,
      '--pool',
      `other@${away.url},lead`,
      '--samples',
      '4',
    );
    assert.equal(code, exitCodes.proven, text);
    assert.match(text, /other is not asked any more in this run: No model server answers/);
    const lost = await grow(away.url, '--small', `lead@${leader.url}`, '--samples', '2');
    assert.equal(lost.code, exitCodes.proven, 'the small one does all where the leader is away');
  });
});
