import assert from 'node:assert/strict';
import { apiOfAddress, apiWanted } from '../../../src/node/models/api.ts';
import { listModels } from '../../../src/node/models/list-models.ts';
import { ServerModel } from '../../../src/node/models/server-model.ts';
import type { ModelRequest, Random } from '../../../src/core/ports.ts';
import { allDialects, dialectScript, type Dialect } from '../../support/dialects.ts';
import { ScriptedServer } from '../../support/scripted-server.ts';

const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => 0, monotonic: () => 0 };
const signal = new AbortController().signal;
const shared = 'The file declares a lot. '.repeat(400);
const request: ModelRequest = {
  messages: [
    { role: 'system', content: 'Write Python.' },
    { role: 'user', content: `# The file\n\n${shared}\n\n# Request\n\nWrite add(a, b).` },
  ],
  samples: 1,
  temperature: 1.5,
  maxTokens: 500,
  stop: ['END'],
};

const named = (name: string): Dialect => allDialects.find((dialect) => dialect.name === name)!;

describe('APIs of model servers', () => {
  let server: ScriptedServer;
  afterEach(() => server.stop());

  async function ask(dialect: Dialect, asked = request, name = 'm/x') {
    const { script } = dialectScript({ dialect, thinks: 50, author: () => ['ok'] });
    server = new ScriptedServer(script);
    const { base, api } = dialect;
    const endpoint = {
      baseUrl: await server.start(base),
      model: name,
      apiKey: 'the-key',
      ...(api ? { api } : {}),
    };
    const model = new ServerModel(endpoint, { random: steady, clock }, { attempts: 1 });
    const result = await model.complete(asked, { signal, action: 'a' });
    assert.ok(result.ok, JSON.stringify(result));
    return { value: result.value, last: server.received.at(-1)!, model };
  }

  it('get nothing of the environment, and each its own key header', async () => {
    const names = {
      OPENAI_API_KEY: 'ambient-key',
      OPENAI_ADMIN_KEY: 'ambient-admin',
      OPENAI_ORG_ID: 'ambient-org',
      OPENAI_PROJECT_ID: 'ambient-project',
      OPENAI_CUSTOM_HEADERS: 'X-Ambient: ambient-header\nAuthorization: Bearer ambient',
      OPENAI_LOG: 'debug',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
      ANTHROPIC_API_KEY: 'ambient-key',
      ANTHROPIC_AUTH_TOKEN: 'ambient-token',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
      ANTHROPIC_CUSTOM_HEADERS: 'X-Ambient: ambient-header\nx-api-key: ambient',
      ANTHROPIC_LOG: 'debug',
      GEMINI_API_KEY: 'ambient-key',
      GOOGLE_API_KEY: 'ambient-key',
      HTTP_PROXY: 'http://127.0.0.1:9',
      http_proxy: 'http://127.0.0.1:9',
      ALL_PROXY: 'http://127.0.0.1:9',
    };
    const expected: Readonly<Record<string, readonly string[]>> = {
      DeepSeek: ['authorization'],
      'OpenAI Responses': ['authorization'],
      'Anthropic with thinking': ['anthropic-version', 'x-api-key'],
      Gemini: ['x-goog-api-key'],
    };
    const before = { ...process.env };
    Object.assign(process.env, names);
    try {
      for (const [name, headers] of Object.entries(expected)) {
        const { last } = await ask(named(name));
        const sent = JSON.stringify(last);
        assert.ok(!/ambient|openai|stainless/i.test(sent), sent);
        // Nothing but this beside what every request of the platform has.
        const usual = /^(host|connection|content-|accept|user-agent|sec-fetch-mode)/;
        const own = Object.keys(last.headers).filter((header) => !usual.test(header));
        assert.deepEqual(own.sort(), [...headers]);
        assert.ok(sent.includes('the-key'));
        await server.stop();
      }
    } finally {
      for (const name of Object.keys(names)) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
      }
    }
  });

  it('are found by the address', () => {
    for (const [address, api] of [
      ['https://api.openai.com/v1', 'chat'],
      ['https://api.anthropic.com', 'messages'],
      ['https://api.anthropic.com/v1/', 'messages'],
      ['https://api.deepseek.com/anthropic', 'messages'],
      ['https://generativelanguage.googleapis.com/v1beta', 'gemini'],
      ['https://generativelanguage.googleapis.com/v1beta/openai/', 'chat'],
      ['http://localhost:11434/v1', 'chat'],
    ] as const) {
      assert.equal(apiOfAddress(address), api, address);
    }
  });

  it('are found by what a server says of a chat completion', () => {
    const said = 'This model is only supported in v1/responses and not in v1/chat/completions.';
    assert.equal(apiWanted({ said }, 404), 'responses');
    assert.equal(apiWanted({ said: 'Not Found', code: 'not_found_error' }, 404), 'messages');
    const missing = { said: 'model "x" not found, try pulling it', code: 'not_found_error' };
    assert.equal(apiWanted(missing, 404), undefined);
    assert.equal(apiWanted({ said: 'Not Found' }, 404), undefined);
  });

  it('Responses: keeps nothing at the server, and asks for one choice', async () => {
    const { last, model } = await ask(named('OpenAI Responses'));
    assert.deepEqual(Object.keys(last.raw).sort(), [
      'input',
      'max_output_tokens',
      'model',
      'store',
      'stream',
    ]);
    assert.equal(last.raw['store'], false);
    assert.deepEqual(await model.traits(), {
      api: 'responses',
      refuses: ['temperature'],
      reasoningTokens: 1024,
    });
  });

  it('Messages: marks what other prompts begin with as well', async () => {
    const { last } = await ask(named('Anthropic with thinking'));
    const [message] = last.raw['messages'] as { content: { text: string }[] }[];
    const [first, second] = message!.content;
    assert.deepEqual(first, {
      type: 'text',
      text: `# The file\n\n${shared}`,
      cache_control: { type: 'ephemeral' },
    });
    assert.deepEqual(second, { type: 'text', text: '\n\n# Request\n\nWrite add(a, b).' });
    assert.equal(last.raw['temperature'], 1, 'it takes no more');
    assert.deepEqual(last.raw['stop_sequences'], ['END']);
    await server.stop();
    const short = { role: 'user', content: '# The file\n\nx\n\n# Request\n\nWrite.' } as const;
    const unmarked = await ask(named('Anthropic with thinking'), { ...request, messages: [short] });
    assert.deepEqual(unmarked.last.raw['messages'], [short]);
  });

  it('Gemini: is asked for no other path by the name of a model', async () => {
    const { last } = await ask(named('Gemini'), request, '../../m');
    assert.equal(last.path, '/v1beta/models/..%2F..%2Fm:streamGenerateContent?alt=sse');
  });

  it('Gemini: names the model in the path', async () => {
    const { last } = await ask(named('Gemini'), {
      ...request,
      schema: { name: 'list', schema: { type: 'array' } },
    });
    assert.equal(last.path, '/v1beta/models/m/x:streamGenerateContent?alt=sse');
    assert.deepEqual(last.raw['generationConfig'], {
      temperature: 1.5,
      maxOutputTokens: 500,
      stopSequences: ['END'],
      responseMimeType: 'application/json',
      responseJsonSchema: { type: 'array' },
    });
  });

  it('are read where a server answers as a whole', async () => {
    const wholes: Readonly<Record<string, object>> = {
      'OpenAI Responses': {
        object: 'response',
        status: 'completed',
        model: 'scripted',
        output: [
          { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
          { type: 'message', content: [{ type: 'output_text', text: 'ok' }] },
        ],
        usage: {
          input_tokens: 5,
          output_tokens: 3,
          output_tokens_details: { reasoning_tokens: 2 },
        },
      },
      'Anthropic with thinking': {
        type: 'message',
        model: 'scripted',
        content: [
          { type: 'thinking', thinking: 'hm', signature: '' },
          { type: 'text', text: 'ok' },
        ],
        stop_reason: 'end_turn',
        usage: {
          input_tokens: 1,
          cache_read_input_tokens: 4,
          output_tokens: 3,
          output_tokens_details: { thinking_tokens: 2 },
        },
      },
      Gemini: {
        candidates: [
          {
            content: { parts: [{ text: 'hm', thought: true }, { text: 'ok' }] },
            finishReason: 'STOP',
          },
        ],
        usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 1, thoughtsTokenCount: 2 },
        modelVersion: 'scripted',
      },
    };
    for (const [name, whole] of Object.entries(wholes)) {
      const { base, api = name.startsWith('OpenAI') ? 'responses' : 'messages' } = named(name);
      server = new ScriptedServer(() => ({
        kind: 'raw',
        type: 'application/json',
        body: JSON.stringify(whole),
      }));
      const endpoint = { baseUrl: await server.start(base), model: 'm', api } as const;
      const model = new ServerModel(endpoint, { random: steady, clock }, { attempts: 1 });
      const result = await model.complete(request, { signal, action: 'a' });
      assert.ok(result.ok, `${name}: ${JSON.stringify(result)}`);
      assert.deepEqual(result.value.samples, [{ text: 'ok', finish: 'stop' }]);
      assert.deepEqual(result.value.usage, {
        promptTokens: 5,
        completionTokens: 3,
        reasoningTokens: 2,
        estimated: false,
      });
      assert.equal(result.value.model, 'scripted');
      await server.stop();
    }
    server = new ScriptedServer(() => ({ kind: 'hang' }));
  });

  it('tell their models', async () => {
    server = new ScriptedServer(() => ({ kind: 'hang' }));
    await server.start();
    for (const [base, api] of [
      ['/v1', 'chat'],
      ['/anthropic', 'messages'],
      ['/v1beta', 'gemini'],
    ] as const) {
      const baseUrl = `${server.origin}${base}`;
      const listed = await listModels({ baseUrl, api }, signal);
      assert.deepEqual(listed.ok && listed.value.map(({ name }) => name), ['scripted']);
    }
  });
});
