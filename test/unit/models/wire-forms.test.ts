import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ServerModel } from '../../../src/node/models/server-model.ts';
import type { ModelApi, Random } from '../../../src/core/ports.ts';
import { apiDialects, type ApiDialect } from '../../support/api-dialects.ts';
import { dialects, dialectScript, type Dialect } from '../../support/dialects.ts';
import { ScriptedServer, type ChatRequest } from '../../support/scripted-server.ts';

const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => 0, monotonic: () => 0 };
const read = (name: string) => readFileSync(`test/fixtures/wire/${name}.sse`, 'utf8');

interface WireEvent {
  readonly type: string;
  readonly data: unknown;
}

function eventsIn(text: string): readonly WireEvent[] {
  return text.split(/\r?\n\r?\n/).flatMap((block) => {
    const data = /^data: (.*)$/m.exec(block)?.[1];
    const type = /^event: (.*)$/m.exec(block)?.[1] ?? '';
    return data === undefined ? [] : [{ type, data: JSON.parse(data) as unknown }];
  });
}

/** Where something stands in a value, and of what kind it is: no contents, no lengths. */
function form(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => form(each, `${path}[]`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, each]) => form(each, `${path}.${key}`));
  }
  return [`${path}: ${value === null ? 'null' : typeof value}`];
}

/** Strings that say what something is, not what it holds. */
const words = new Set(['object', 'type', 'role', 'finish_reason']);

/** The lines of a stream with their contents taken out, each once where it is repeated: form, order of fields and all. */
function bareLines(text: string): readonly string[] {
  const bare = (key: string, value: unknown) => {
    if (typeof value === 'number') return 0;
    return typeof value === 'string' && !words.has(key) ? '' : value;
  };
  const lines = text.split(/\r?\n\r?\n/).map((line) => {
    const data = /^data: (\{.*)$/.exec(line)?.[1];
    return data === undefined ? line : `data: ${JSON.stringify(JSON.parse(data), bare)}`;
  });
  return lines.filter((line, at) => line !== lines[at - 1]);
}

describe('the raw examples of servers', () => {
  let server: ScriptedServer;
  afterEach(() => server.stop());

  async function answerOf(name: string, base: string | undefined, api: ModelApi) {
    const body = read(name);
    server = new ScriptedServer(() => ({ kind: 'raw', type: 'text/event-stream', body }));
    const endpoint = { baseUrl: await server.start(base), model: 'm', api };
    const limits = { attempts: 1, keepReasoning: true };
    const model = new ServerModel(endpoint, { random: steady, clock }, limits);
    const result = await model.complete(
      { messages: [{ role: 'user', content: 'x' }], samples: 1, temperature: 1, maxTokens: 99 },
      { signal: new AbortController().signal, action: 'a' },
    );
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  }

  const cases: readonly (readonly [string, ApiDialect, ModelApi, number])[] = [
    ['responses', apiDialects.responses, 'responses', 31],
    ['anthropic', apiDialects.anthropic, 'messages', 47],
    ['gemini', apiDialects.gemini, 'gemini', 9],
  ];
  for (const [name, dialect, api, promptTokens] of cases) {
    it(`${dialect.name}: are read`, async () => {
      const { samples, usage } = await answerOf(name, dialect.base, api);
      assert.equal(samples[0]?.text, 'return a + b');
      assert.equal(samples[0].finish, 'stop');
      assert.match(samples[0].reasoning ?? '', /^\W*Weighing\W* zero$/);
      assert.deepEqual(usage, {
        promptTokens,
        completionTokens: 40,
        reasoningTokens: 32,
        estimated: false,
      });
    });

    it(`${dialect.name}: are what the scripted server writes, in form`, () => {
      server = new ScriptedServer(() => ({ kind: 'hang' }));
      const known = new Map<string, Set<string>>();
      for (const { type, data } of eventsIn(read(name))) {
        known.set(type, new Set([...(known.get(type) ?? []), ...form(data)]));
      }
      const said = { reasoning: ['r'], text: ['t'], finish: 'stop', refusal: undefined };
      const count = { promptTokens: 1, completionTokens: 2, reasoningTokens: 1 };
      const { head, body, tail } = dialect.events(said, count);
      for (const { type, data } of eventsIn([...head, ...body, ...tail].join(''))) {
        const unknown = form(data).filter((part) => !known.get(type)?.has(part));
        assert.deepEqual(unknown, [], type);
      }
    });
  }

  /** What each of them says: prompt tokens, reasoning tokens (by their length where the server does not count them), what it thought. */
  const chats: readonly (readonly [string, Dialect, number, number, string])[] = [
    ['openai', dialects.openai, 16, 32, ''],
    ['deepseek', dialects.deepseek, 97, 32, 'Weighing zero'],
    ['qwen', dialects.qwen, 12, 4, 'Weighing zero'],
    ['qwen-unmarked', dialects.qwenUnmarked, 12, 4, 'Weighing zero'],
    ['ollama', dialects.ollama, 17, 4, 'Weighing zero'],
    ['llama-cpp', dialects.llamaCpp, 18, 4, 'Weighing zero'],
    ['mistral', dialects.mistral, 10, 4, 'Weighing zero'],
  ];
  for (const [name, dialect, promptTokens, reasoningTokens, thought] of chats) {
    it(`${dialect.name}: are read`, async () => {
      const { samples, usage } = await answerOf(name, dialect.base, 'chat');
      assert.equal(samples[0]?.text, 'return a + b');
      assert.equal(samples[0].finish, 'stop');
      assert.equal((samples[0].reasoning ?? '').trim(), thought);
      assert.deepEqual(usage, {
        promptTokens,
        completionTokens: 40,
        reasoningTokens,
        estimated: false,
      });
    });

    it(`${dialect.name}: are what the scripted server writes, byte for byte but for contents`, async () => {
      server = new ScriptedServer(() => ({ kind: 'hang' }));
      const author = () => ['return a + b'];
      const { script } = dialectScript({ dialect, thinks: 1000, author });
      const request: ChatRequest = {
        api: 'chat',
        model: 'm',
        messages: [{ role: 'user', content: 'x' }],
        max_completion_tokens: 2000,
        stream_options: { include_usage: true },
      };
      const behaviour = await script(request, 0);
      assert.ok(behaviour.kind === 'wire');
      assert.deepEqual(bareLines(behaviour.pieces.join('')), bareLines(read(name)));
    });
  }
});
