import assert from 'node:assert/strict';
import { AnswerRoom } from '../../../src/core/engine/answer-room.ts';
import { nearestEffort } from '../../../src/core/effort.ts';
import { effortsTold } from '../../../src/node/models/effort-words.ts';
import { ServerModel } from '../../../src/node/models/server-model.ts';
import type { ModelApi, ModelRequest, Random } from '../../../src/core/ports.ts';
import { ScriptedServer, type Behaviour } from '../../support/scripted-server.ts';

const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => 0, monotonic: () => 0 };
const signal = new AbortController().signal;
const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Write add(a, b).' }],
  samples: 1,
  temperature: 0.8,
  maxTokens: 4000,
};

type Raw = Readonly<Record<string, unknown>>;

describe('the effort of reasoning', () => {
  let server: ScriptedServer;
  afterEach(() => server.stop());

  /** What was sent, request by request, by a server that says why it refuses. */
  async function ask(
    api: ModelApi,
    effort: ModelRequest['effort'],
    refuses: (raw: Raw) => string | undefined,
  ) {
    const answers: Readonly<Record<ModelApi, object>> = {
      chat: { choices: [{ message: { content: 'ok' }, finish_reason: 'stop' }] },
      responses: {
        object: 'response',
        output: [{ type: 'message', content: [{ type: 'output_text', text: 'ok' }] }],
      },
      messages: { type: 'message', content: [{ type: 'text', text: 'ok' }], usage: {} },
      gemini: { candidates: [{ content: { parts: [{ text: 'ok' }] }, finishReason: 'STOP' }] },
    };
    const script = (): Behaviour => {
      const { raw } = server.received.at(-1)!;
      const message = refuses(raw);
      return message === undefined
        ? { kind: 'raw', type: 'application/json', body: JSON.stringify(answers[api]) }
        : { kind: 'status', status: 400, message };
    };
    server = new ScriptedServer(script);
    const bases = { chat: '/v1', responses: '/v1', messages: '/anthropic', gemini: '/v1beta' };
    const endpoint = { baseUrl: await server.start(bases[api]), model: 'm', api };
    const model = new ServerModel(endpoint, { random: steady, clock }, { attempts: 1 });
    const asked = { ...request, ...(effort ? { effort } : {}) };
    const result = await model.complete(asked, { signal, action: 'a' });
    assert.ok(result.ok, JSON.stringify(result));
    const before = server.received.length;
    await model.complete(asked, { signal, action: 'b' });
    assert.equal(server.received.length, before + 1, 'what was learnt holds');
    return server.received.slice(0, before).map(({ raw }) => raw);
  }

  it('is the nearest that a server knows', async () => {
    const sent = await ask('chat', 'minimal', ({ reasoning_effort: effort }) =>
      effort === 'minimal'
        ? "Unsupported value: 'reasoning_effort' does not support 'minimal' with this model. Supported values are: 'low', 'medium', and 'high'."
        : undefined,
    );
    assert.deepEqual(
      sent.map((raw) => raw['reasoning_effort']),
      ['minimal', 'low'],
    );
  });

  it('is left out where a server knows none', async () => {
    const sent = await ask('chat', 'low', (raw) =>
      'reasoning_effort' in raw
        ? 'Unrecognized request argument supplied: reasoning_effort'
        : undefined,
    );
    assert.deepEqual(
      sent.map((raw) => raw['reasoning_effort']),
      ['low', undefined],
    );
  });

  it('is told to servers of open models in their way, too, where there is to be none', async () => {
    const sent = await ask('chat', 'none', (raw) =>
      'chat_template_kwargs' in raw
        ? 'Unrecognized request argument supplied: chat_template_kwargs'
        : undefined,
    );
    assert.deepEqual(
      sent.map((raw) => [raw['reasoning_effort'], raw['chat_template_kwargs']]),
      [
        ['none', { enable_thinking: false }],
        ['none', undefined],
      ],
    );
  });

  it('Responses: is a field of its own', async () => {
    const [sent] = await ask('responses', 'high', () => undefined);
    assert.deepEqual(sent?.['reasoning'], { effort: 'high' });
  });

  it('Messages: is adaptive, else a number of tokens, else left out', async () => {
    const sent = await ask('messages', 'high', ({ thinking }) => {
      const type = (thinking as { type?: string } | undefined)?.type;
      if (type === 'adaptive') return 'adaptive thinking is not supported on this model';
      return type === 'enabled' ? 'thinking: Extra inputs are not permitted' : undefined;
    });
    assert.deepEqual(
      sent.map(({ thinking, output_config: config, temperature }) => [
        thinking,
        config,
        temperature,
      ]),
      [
        [{ type: 'adaptive', display: 'summarized' }, { effort: 'high' }, undefined],
        [{ type: 'enabled', budget_tokens: 2000 }, undefined, undefined],
        [undefined, undefined, 0.8],
      ],
    );
  });

  it('Gemini: is a level, else a number of tokens', async () => {
    const sent = await ask('gemini', 'low', ({ generationConfig: config }) => {
      const { thinkingConfig: thinking } = config as { thinkingConfig?: Raw };
      return thinking && 'thinkingLevel' in thinking
        ? 'Thinking level is not supported for this model.'
        : undefined;
    });
    assert.deepEqual(
      sent.map(({ generationConfig: config }) => (config as Raw)['thinkingConfig']),
      [
        { includeThoughts: true, thinkingLevel: 'low' },
        { includeThoughts: true, thinkingBudget: 1024 },
      ],
    );
  });

  it('follows from the work only where the model is known to reason', async () => {
    server = new ScriptedServer(() => ({ kind: 'hang' }));
    await server.start();
    assert.equal(new AnswerRoom({}).given(request, 'low').effort, undefined);
    const reasons = { reasoningTokens: 2048 };
    assert.equal(new AnswerRoom(reasons).given(request, 'low').effort, 'low');
    assert.equal(new AnswerRoom(reasons).given(request).effort, undefined);
    assert.equal(new AnswerRoom(reasons, { effort: 'high' }).given(request, 'low').effort, 'high');
    assert.equal(new AnswerRoom(undefined, { effort: 'none' }).given(request).effort, 'none');
  });

  it('has names that servers tell in many ways', () => {
    server = new ScriptedServer(() => ({ kind: 'hang' }));
    const told = [
      ["Supported values are: 'none', 'low', 'medium', 'high', and 'xhigh'.", 5],
      ['reasoning_effort must be one of low, medium, high', 3],
      ["Input should be 'low', 'medium' or 'high'; expected low/medium/high", 3],
      ['Unrecognized request argument supplied: reasoning_effort', 0],
    ] as const;
    for (const [said, count] of told) assert.equal(effortsTold(said).length, count, said);
    assert.equal(nearestEffort('xhigh', ['low', 'high']), 'high');
    assert.equal(nearestEffort('medium', ['low', 'high']), 'low');
    assert.equal(nearestEffort('low', []), undefined);
  });
});
