import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catalogue, factsIn, toldOfModel } from '../../../src/node/models/catalogue.ts';
import { knownFacts } from '../../../src/node/models/known-models.ts';
import { modelRow } from '../../../src/vscode/settings/model-row.ts';

const signal = new AbortController().signal;

describe('the catalogue of models', () => {
  let server: Server;
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Answers by path, for Ollama's `/api/show` by the model too; 404 elsewhere. */
  async function serve(answers: Readonly<Record<string, object>>) {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => (body += String(piece)));
      request.on('end', () => {
        const model = body === '' ? '' : String((JSON.parse(body) as { model?: unknown }).model);
        const answer = answers[`${request.url ?? ''} ${model}`.trim()];
        response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer ?? { error: 'not found' }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  }

  const named = (...ids: readonly string[]) => ({
    data: ids.map((id) => ({ id, object: 'model' })),
  });

  it('has what Ollama shows: the window that is set, loaded or the default, and whether it thinks', async () => {
    const show = (length: number, capabilities: readonly string[], parameters?: string) => ({
      model_info: { 'general.architecture': 'qwen3', 'qwen3.context_length': length },
      capabilities,
      ...(parameters === undefined ? {} : { parameters }),
    });
    const baseUrl = await serve({
      '/v1/models': named('qwen3:8b', 'llama3:8b', 'tiny:1b', 'big:70b'),
      '/api/show qwen3:8b': show(40_960, ['completion', 'thinking'], 'num_ctx    16384\nstop "x"'),
      '/api/show llama3:8b': show(8192, ['completion']),
      '/api/show tiny:1b': show(2048, ['completion']),
      '/api/show big:70b': show(131_072, ['completion']),
      '/api/ps': { models: [{ name: 'big:70b', context_length: 32_768 }] },
    });
    const found = await catalogue({ baseUrl }, signal);
    assert.deepEqual(found.ok && found.value.map(modelRow), [
      { label: 'big:70b', description: 'on this machine · reads 33k tokens · does not reason' },
      { label: 'llama3:8b', description: 'on this machine · reads 4.1k tokens · does not reason' },
      { label: 'qwen3:8b', description: 'on this machine · reads 16k tokens · reasons' },
      { label: 'tiny:1b', description: 'on this machine · reads 2k tokens · does not reason' },
    ]);
    assert.deepEqual(await toldOfModel({ baseUrl, model: 'llama3:8b' }, signal), {
      contextTokens: 4096,
      reasons: false,
    });
  });

  it("has the window of llama.cpp's slots", async () => {
    const baseUrl = await serve({
      '/v1/models': { data: [{ id: 'gguf', meta: { n_ctx_train: 131_072 } }] },
      '/props': { default_generation_settings: { n_ctx: 8192 }, total_slots: 4 },
    });
    const found = await catalogue({ baseUrl }, signal);
    assert.deepEqual(found.ok && found.value, [
      { name: 'gguf', place: 'local', contextTokens: 8192 },
    ]);
  });

  it('has what LM Studio has loaded, else the most', async () => {
    const baseUrl = await serve({
      '/v1/models': named('a', 'b'),
      '/api/v0/models': {
        data: [
          { id: 'a', max_context_length: 32_768, loaded_context_length: 4096, state: 'loaded' },
          { id: 'b', max_context_length: 32_768, state: 'not-loaded' },
        ],
      },
    });
    const found = await catalogue({ baseUrl }, signal);
    assert.deepEqual(
      found.ok && found.value.map(({ contextTokens }) => contextTokens),
      [4096, 32_768],
    );
  });

  it('posts nothing to a server that did not show itself as Ollama', async () => {
    const asked: string[] = [];
    server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'm', object: 'model' }] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    assert.deepEqual(await toldOfModel({ baseUrl, model: 'm' }, signal), {});
    assert.deepEqual(asked, ['GET /api/ps', 'GET /api/v0/models']);
  });

  it('has names alone where a server tells nothing else', async () => {
    const baseUrl = await serve({ '/v1/models': named('m') });
    const found = await catalogue({ baseUrl }, signal);
    assert.deepEqual(found.ok && found.value, [{ name: 'm', place: 'local' }]);
    assert.deepEqual(await toldOfModel({ baseUrl, model: 'm' }, signal), {});
  });
});

describe('what a list says of a model', () => {
  it('is read in the words of the usual servers', () => {
    // https://openrouter.ai/docs/api-reference/list-available-models, 2025-10
    const openRouter = {
      id: 'deepseek/deepseek-r1',
      context_length: 163_840,
      pricing: { prompt: '0.0000004', completion: '0.000002' },
      supported_parameters: ['reasoning', 'max_tokens'],
    };
    assert.deepEqual(factsIn(openRouter), {
      contextTokens: 163_840,
      price: { prompt: 0.4, completion: 2 },
      reasons: true,
    });
    assert.deepEqual(factsIn({ id: 'm', max_model_len: 32_768 }), { contextTokens: 32_768 });
    assert.deepEqual(factsIn({ inputTokenLimit: 1_048_576, thinking: true }), {
      contextTokens: 1_048_576,
      reasons: true,
    });
    assert.deepEqual(factsIn({ pricing: { input: 0.88, output: 0.88 } }).price, {
      prompt: 0.88,
      completion: 0.88,
    });
  });

  it('is left out where it is none', () => {
    for (const entry of [
      { context_length: '4096' },
      { context_length: -1 },
      { max_model_len: 1e300 },
      { pricing: { prompt: '-1', completion: '-1' } },
      { pricing: { prompt: 'free', completion: null } },
      { pricing: null, meta: 7, supported_parameters: 'reasoning' },
    ]) {
      assert.deepEqual(factsIn(entry), {}, JSON.stringify(entry));
    }
  });
});

describe('the table of known models', () => {
  it('knows names with dates behind, and no other models', () => {
    assert.equal(knownFacts('api.openai.com', 'gpt-4o-mini-2024-07-18').price?.prompt, 0.15);
    assert.equal(knownFacts('api.openai.com', 'gpt-4o-2024-11-20').price?.prompt, 2.5);
    assert.deepEqual(knownFacts('api.openai.com', 'gpt-4o-realtime-preview'), {});
    assert.deepEqual(knownFacts('example.org', 'gpt-4o'), {});
    assert.match(
      modelRow({ name: 'gpt-5', place: 'hosted', ...knownFacts('api.openai.com', 'gpt-5') })
        .description,
      /^hosted · reads 400k tokens · reasons · \$1.25 in, \$10 out per million · as of 2025-10$/,
    );
  });
});
