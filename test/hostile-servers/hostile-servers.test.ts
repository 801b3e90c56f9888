import assert from 'node:assert/strict';
import type { ModelRequest, Random } from '../../src/core/ports.ts';
import { catalogue } from '../../src/node/models/catalogue.ts';
import { listModels } from '../../src/node/models/list-models.ts';
import { ServerModel } from '../../src/node/models/server-model.ts';
import { answers } from './servers/answers.ts';
import { connections } from './servers/connections.ts';
import { lists } from './servers/lists.ts';
import { pieces } from './servers/pieces.ts';
import { replies } from './servers/replies.ts';
import { byPath, tellings } from './servers/tellings.ts';
import { words } from './servers/words.ts';
import { HostileServer } from './support/hostile-server.ts';
import type { Ending, Hostility } from './support/hostility.ts';
import { peakOf } from './support/peak-memory.ts';
import { wireForms, type WireForm } from './support/wire-forms.ts';

const key = 'the-key-of-the-user';
/** MiB that one answer may take while it is read. */
const mostMemory = 200;
const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => 0, monotonic: () => 0 };
const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Write add(a, b).' }],
  samples: 1,
  temperature: 0.8,
  maxTokens: 64,
};

/** What a person could not read, or that comes from the inside of a library. */
const unclear =
  /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]|undefined|\[object|Cannot (read|convert)|is not (a function|iterable)|call stack|Unexpected (token|end)|fetch failed|terminated/;

function assertClear(message: string): void {
  assert.doesNotMatch(message, unclear);
  assert.ok(message.length > 20 && message.length < 1500, `${message.length} characters`);
  assert.ok(!message.includes(key), 'a message has the key');
}

async function withServer(
  attack: ConstructorParameters<typeof HostileServer>[0],
  use: (origin: string) => Promise<void>,
  mostRequests = 39,
): Promise<void> {
  const server = new HostileServer(attack);
  try {
    const origin = await server.start();
    const most = await peakOf(() => use(origin));
    assert.ok(most < mostMemory, `${most.toFixed(0)} MiB more memory`);
    await server.left();
    assert.ok(server.requests.length > 0 && server.requests.length <= mostRequests);
    for (const asked of server.requests) assert.doesNotMatch(asked, /stolen/);
  } finally {
    await server.stop();
  }
}

async function ask(origin: string, form: WireForm, { samples = 1, limits }: Hostility) {
  const model = new ServerModel(
    { baseUrl: origin + form.base, model: 'm', apiKey: key, api: form.api },
    { random: steady, clock },
    { attempts: 2, backoffMs: 1, ...limits },
  );
  return model.complete(
    { ...request, samples },
    { signal: new AbortController().signal, action: 'test' },
  );
}

function assertEnding(result: Awaited<ReturnType<typeof ask>>, expected: Ending): void {
  if ('reason' in expected) {
    assert.ok(!result.ok, `answered: ${JSON.stringify(result).slice(0, 500)}`);
    assertClear(result.error.message);
    assert.match(result.error.message, expected.says);
    assert.equal(result.error.reason, expected.reason);
    return;
  }
  assert.ok(result.ok, `failed: ${JSON.stringify(result).slice(0, 500)}`);
  const { samples, usage, notices, model } = result.value;
  for (const notice of notices) assertClear(notice);
  assert.doesNotMatch(model, unclear);
  assert.ok(model.length < 1500 && !model.includes(key));
  for (const count of [usage.promptTokens, usage.completionTokens, usage.reasoningTokens ?? 0]) {
    assert.ok(Number.isInteger(count) && count >= 0 && count < 1e9, `${count} tokens`);
  }
  if ('why' in expected) {
    assert.deepEqual(
      samples.map(({ text }) => text),
      [''],
    );
    assertClear(samples[0]?.why ?? '');
    assert.match(samples[0]?.why ?? '', expected.why);
    return;
  }
  assert.equal(samples.length, expected.texts.length);
  expected.texts.forEach((text, at) => {
    if (typeof text === 'string') assert.equal(samples[at]?.text, text);
    else assert.match(samples[at]?.text ?? '', text);
  });
  if (expected.notice) assert.match(notices.join('\n'), expected.notice);
}

const groups = {
  connection: connections,
  answer: answers,
  words,
  'way of giving pieces': pieces,
  reply: replies,
};
for (const [group, hostilities] of Object.entries(groups)) {
  describe(`a model server with a hostile ${group}`, () => {
    for (const hostility of hostilities) {
      for (const form of wireForms) {
        if (hostility.only?.includes(form.api) === false) continue;
        it(`${hostility.what} (${form.api})`, () =>
          withServer(hostility.attack(form), async (origin) => {
            const { ends } = hostility;
            assertEnding(
              await ask(origin, form, hostility),
              typeof ends === 'function' ? ends(form) : ends,
            );
          }));
      }
    }
  });
}

describe('a model server with a hostile list', () => {
  for (const { what, attack, ends } of lists) {
    for (const { api, base } of wireForms) {
      it(`${what} (${api})`, () =>
        withServer(attack, async (origin) => {
          const endpoint = { baseUrl: origin + base, apiKey: key, api };
          const result = await listModels(endpoint, new AbortController().signal);
          if (typeof ends === 'object' && 'reason' in ends) {
            assert.ok(!result.ok);
            assertClear(result.error.message);
            assert.match(result.error.message, ends.says);
            assert.equal(result.error.reason, ends.reason);
            return;
          }
          assert.ok(result.ok, JSON.stringify(result));
          if (typeof ends === 'number') assert.equal(result.value.length, ends);
          else {
            const names = result.value.map(({ name }) => name);
            assert.deepEqual(names, ends);
          }
        }));
    }
  }
});

describe('a local model server with hostile facts', () => {
  for (const telling of tellings) {
    const { what, models = ['m'], contextTokens } = telling;
    it(`${what}, of all its models`, () =>
      withServer(
        byPath(telling),
        async (origin) => {
          const endpoint = { baseUrl: `${origin}/v1`, apiKey: key };
          const result = await catalogue(endpoint, new AbortController().signal);
          assert.ok(result.ok, JSON.stringify(result));
          assert.equal(result.value.length, models.length);
          const model = result.value.find(({ name }) => name === models[0]);
          assert.equal(model?.contextTokens, contextTokens);
          // The list, what is loaded, and forty models.
        },
        42,
      ));

    it(`${what}, of the one that is asked`, () =>
      withServer(byPath(telling), async (origin) => {
        const model = new ServerModel(
          { baseUrl: `${origin}/v1`, model: models[0] ?? '', apiKey: key },
          { random: steady, clock },
          { attempts: 2, backoffMs: 1 },
        );
        const result = await model.complete(request, {
          signal: new AbortController().signal,
          action: 'test',
        });
        assertEnding(result, { texts: ['x'] });
        assert.equal((await model.traits()).contextTokens, contextTokens);
      }));
  }
});
