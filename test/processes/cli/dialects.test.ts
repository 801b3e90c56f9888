import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../../src/node/cli/main.ts';
import { exitCodes } from '../../../src/core/verdict.ts';
import {
  allDialects,
  dialects,
  dialectScript,
  type Dialect,
  type Trouble,
} from '../../support/dialects.ts';
import { sourceParserOptions } from '../../support/parser.ts';
import { ScriptedServer } from '../../support/scripted-server.ts';
import {
  isTwice as isGrown,
  twiceAuthor as author,
  twiceStub as stub,
  wantsTwice,
} from '../../support/twice.ts';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));
describe('a function grown by servers as they are', function () {
  this.timeout(60_000);
  let folder: string;
  let server: ScriptedServer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-dialects-'));
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  async function serve(dialect: Dialect, thinks: number, trouble?: Trouble) {
    const { script, ledger } = dialectScript({
      dialect,
      thinks,
      author,
      ...(trouble && { trouble }),
    });
    server = new ScriptedServer(script);
    const { base, api } = dialect;
    return { baseUrl: await server.start(base), ledger, flags: api ? ['--api', api] : [] };
  }

  async function coppice(...argv: readonly string[]) {
    let out = '';
    let err = '';
    const code = await main({
      argv: [...argv, '--runs', join(folder, 'runs')],
      environment: { XDG_STATE_HOME: join(folder, 'state') },
      terminal: { out: (text) => (out += text), err: (text) => (err += text), colours: false },
      signal: new AbortController().signal,
      assetsDirectory: join(checkout, 'src/node'),
      parser: sourceParserOptions(),
    });
    return { code, out, err, text: `${out}${err}` };
  }

  async function grow(baseUrl: string, ...flags: readonly string[]) {
    return growIn(stub, baseUrl, ...flags);
  }

  async function growIn(text: string, baseUrl: string, ...flags: readonly string[]) {
    await writeFile(join(folder, 'a.py'), text);
    const asked = server.received.length;
    const model = [
      '--base-url',
      baseUrl,
      '--model',
      'm',
      '--strategy',
      'resample',
      '--samples',
      '2',
    ];
    const result = await coppice('grow', join(folder, 'a.py'), ...model, '--apply', ...flags);
    const file = await readFile(join(folder, 'a.py'), 'utf8');
    return { ...result, file, requests: server.received.slice(asked).map(({ body }) => body) };
  }

  const tokensOf = (text: string) => Number(/ · (\d+) tokens/.exec(text)?.[1]);

  /** Requests in one trouble, and tokens that were counted by us alone. */
  const inTrouble: Readonly<Record<string, readonly [requests: number, tokens: number]>> = {
    'OpenAI reasoning': [7, 0],
    // What came of the answer that broke off is read, and counted as far as it came.
    DeepSeek: [7, 396],
    'Qwen with both tags': [6, 0],
    'Qwen with the closing tag alone': [6, 0],
    Ollama: [7, 0],
    'llama.cpp': [7, 0],
    Mistral: [5, 0],
    'OpenAI Responses': [7, 0],
    // It broke off while it was thinking, and is asked again.
    'Anthropic with thinking': [8, 0],
    Gemini: [8, 0],
  };

  /** The same body is sent for another sample, and where a server failed in passing, but not oftener. */
  function assertNotRepeated(bodies: readonly object[], kind: string): void {
    const counts = new Map<string, number>();
    for (const body of bodies.map((each) => JSON.stringify(each))) {
      counts.set(body, (counts.get(body) ?? 0) + 1);
    }
    const most = 3 + (kind === 'busy' || kind === 'error' ? 1 : 0);
    for (const [body, count] of counts) assert.ok(count <= most, `${count} × ${body}`);
  }

  const troubles = ['empty', 'cut', 'busy', 'error', 'refusal', 'parts', 'null'] as const;

  for (const [at, dialect] of allDialects.entries()) {
    // A sample, two of tests, a reference and, as none comes, inputs and a second sample: one request each
    // where the server gives one choice.
    const requests = dialect.choices === 'n' ? 5 : 6;

    it(`${dialect.name}: with reasoning that no first limit has room for`, async () => {
      const { baseUrl, ledger, flags } = await serve(dialect, 3000);
      const first = await grow(baseUrl, ...flags);
      assert.equal(first.code, exitCodes.proven, first.text);
      assert.ok(isGrown(first.file), first.text);
      assert.equal(tokensOf(first.out), ledger.promptTokens + ledger.completionTokens);
      assert.ok(first.out.includes(' reasoning)'), first.out);
      // All were cut short once and asked for once more, but for the inputs and the second sample: they come
      // when the limit is known. Nothing refused is asked again.
      assert.equal(first.requests.length - ledger.refused, 2 * requests - 2, first.text);
      const bodies = first.requests.map((body) => JSON.stringify(body));
      // The second sample, and where the server gives one choice the second of tests, is asked as the first.
      for (const body of new Set(bodies)) {
        assert.ok(bodies.filter((other) => other === body).length <= 2, body);
      }
      // What was learnt holds for the next run: nothing is refused or cut short any more.
      const { refused } = ledger;
      const second = await grow(baseUrl, ...flags);
      assert.equal(second.code, exitCodes.proven, second.text);
      assert.equal(second.requests.length, requests, second.text);
      assert.equal(ledger.refused, refused);
      assert.ok(!second.err.includes('asked differently'), second.err);
      const [limit] = second.requests.map((body) => body.max_completion_tokens ?? body.max_tokens);
      assert.ok((limit ?? 0) >= 2048 + 6000, `answer and reasoning: ${limit}`);
      // A replay asks nobody, with the memory full or empty.
      const id = / · run (\S+)/.exec(first.out)?.[1] ?? '';
      for (const forget of [false, true]) {
        if (forget) await rm(join(folder, 'runs', 'models.json'));
        const replayed = await coppice('replay', id);
        assert.equal(replayed.code, exitCodes.proven, replayed.text);
        assert.equal(tokensOf(replayed.out), tokensOf(first.out));
      }
      assert.equal(server.received.length, first.requests.length + second.requests.length);
      const journals = (await readdir(join(folder, 'runs'))).filter((name) => name.endsWith('l'));
      for (const name of journals) {
        const journal = await readFile(join(folder, 'runs', name), 'utf8');
        const isTold = journal.includes('I weigh the edge cases');
        // Thoughts that nothing marks as such, and that were cut off, cannot be told from an answer.
        assert.equal(isTold, dialect === dialects.qwenUnmarked && name.startsWith(id));
      }
    });

    // Each server in one trouble here, in all of them at the model itself.
    const kind = troubles[at % troubles.length] ?? 'empty';
    it(`${dialect.name}: in spite of trouble (${kind})`, async () => {
      const trouble = { kind, at: 0, isMeant: wantsTwice };
      const { baseUrl, ledger, flags } = await serve(dialect, 100, trouble);
      const { code, file, text, requests: asked } = await grow(baseUrl, '--samples', '3', ...flags);
      // Where the first sample is lost, the next wave brings others.
      assert.equal(code, exitCodes.proven, text);
      assert.ok(isGrown(file), text);
      const made = asked.length - ledger.refused;
      // What was lost on the way the server did not count to its end.
      const lost = tokensOf(text) - ledger.promptTokens - ledger.completionTokens;
      assert.deepEqual(
        [dialect.name, made, lost],
        [dialect.name, ...(inTrouble[dialect.name] ?? [])],
      );
      assertNotRepeated(asked, kind);
    });
  }

  it('shows how much is thought while it is', async () => {
    const { baseUrl } = await serve(dialects.deepseek, 4000);
    const { out } = await grow(baseUrl, '--reasoning-tokens', '8000');
    assert.match(out, /… twice: thinking … 1\.\d+k tokens\n/);
    // Five lines at most in the first of three waves, three in each of the others.
    assert.ok(out.split('thinking …').length <= 12, out);
  });

  it('stops what goes on after its code, and says what that saved', async () => {
    const chatter = Array.from({ length: 150 }, (_, n) => `It is ${n ** 3 % 997} times so.`).join(
      ' ',
    );
    const { script } = dialectScript({
      dialect: dialects.llamaCpp,
      thinks: 0,
      author: (request) => author(request).map((text) => `${text}\n${chatter}`),
    });
    server = new ScriptedServer(script);
    const { code, file, text, requests } = await grow(await server.start());
    assert.equal(code, exitCodes.proven, text);
    assert.ok(isGrown(file), text);
    assert.match(text, / · \d+ tokens \(up to \d{4,} more saved by stopping answers\)/);
    assert.match(text, /An answer went on after its code was complete and was stopped/);
    assert.equal(requests.length, 6);
  });

  it('fits prompts to the window that Ollama has, and says what they lack', async () => {
    const window = 3000;
    const others = Array.from(
      { length: 60 },
      (_, n) =>
        `class Near${n}:\n    def value(self) -> int:\n        return ${n} * self.factor + self.rest\n`,
    );
    const { script } = dialectScript({ dialect: dialects.ollama, thinks: 0, author });
    server = new ScriptedServer(script);
    server.tells.set('/api/ps', { models: [] });
    server.tells.set('/api/show', {
      model_info: { 'qwen3.context_length': 40_960 },
      parameters: `num_ctx ${window}`,
    });
    const text = `${others.join('\n\n')}\n\n${stub}`;
    const { code, err, requests } = await growIn(text, await server.start());
    assert.equal(code, exitCodes.proven, err);
    assert.match(err, /The model reads 3000 tokens at once, so its prompts lack \d+ declarations/);
    for (const { messages, max_tokens: limit = Infinity } of requests) {
      const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
      assert.ok(characters / 3 + limit <= window, `${characters} characters, limit ${limit}`);
      assert.ok(limit >= 512, String(limit));
    }
  });

  it('keeps what was thought where the user asks for it', async () => {
    const { baseUrl } = await serve(dialects.ollama, 100);
    const { out } = await grow(baseUrl, '--keep-reasoning');
    const id = / · run (\S+)/.exec(out)?.[1] ?? '';
    assert.match(await readFile(join(folder, 'runs', `${id}.jsonl`), 'utf8'), /I weigh the edge/);
  });

  it('stops early where all is thought, with the cause and the setting', async () => {
    const { baseUrl } = await serve(dialects.deepseek, 1e6);
    const { code, err, requests } = await grow(baseUrl);
    assert.equal(code, exitCodes.unavailable, err);
    assert.match(err, /reached its limit of [\d,]+ tokens while the model was still reasoning/);
    assert.match(err, /--reasoning-tokens/);
    // Four requests, each made once more; inputs too where it is first known that no reference comes.
    assert.ok([8, 9].includes(requests.length), `${requests.length} requests`);
  });

  it('tells and forgets what was learnt', async () => {
    const { baseUrl } = await serve(dialects.openai, 3000);
    const model = ['--base-url', baseUrl, '--model', 'm'];
    await grow(baseUrl);
    const told = await coppice('diagnose', ...model);
    assert.match(
      told.out,
      /## Learnt of the model: good\n\nIt takes no temperature[^#]*It wants max_completion_tokens[^#]*tokens more, for its reasoning/,
    );
    const forgot = await coppice('diagnose', '--forget', ...model);
    assert.match(forgot.err, /What was learnt of m is forgotten/);
    assert.match(forgot.out, /It takes no temperature/, 'diagnosing learns it again');
  });
});
