import assert from 'node:assert/strict';
import type { ModelApi, ModelRequest, Random } from '../../src/core/ports.ts';
import { unseen } from '../../src/core/unseen.ts';
import type { ModelLimits } from '../../src/node/models/endpoint.ts';
import { listModels } from '../../src/node/models/list-models.ts';
import { ServerModel } from '../../src/node/models/server-model.ts';
import { hostileChoices, poison } from './hostile-choices.ts';
import type { HostileServer } from './hostile-server.ts';
import { hostileServers } from './hostile-servers.ts';
import { RawServer, type Act } from './raw-server.ts';
import { wireForms } from './wire-forms.ts';

const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => 0, monotonic: () => 0 };
const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Write add(a, b).' }],
  samples: 1,
  temperature: 0.8,
  maxTokens: 64,
};
const mostMemory = 200 * 2 ** 20;

/** A signal that knows who listens. */
class CountedSignal {
  readonly aborted = false;
  listeners = 0;
  addEventListener(): void {
    this.listeners += 1;
  }
  removeEventListener(): void {
    this.listeners -= 1;
  }
}

/** The most memory that the process took beyond what it had, while the work went on. */
async function memoryOf<T>(work: () => Promise<T>): Promise<{ value: T; bytes: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 20);
  try {
    const value = await work();
    look();
    return { value, bytes: most - before };
  } finally {
    clearInterval(timer);
  }
}

async function ask(origin: string, base: string, api: ModelApi, limits: Partial<ModelLimits> = {}) {
  const endpoint = { baseUrl: `${origin}${base}`, model: 'm', apiKey: 'the-key', api };
  const model = new ServerModel(
    endpoint,
    { random: steady, clock },
    { attempts: 1, backoffMs: 1, ...limits },
  );
  const signal = new CountedSignal();
  const { value, bytes } = await memoryOf(() => model.complete(request, { signal, action: 'a' }));
  assert.equal(signal.listeners, 0, 'somebody still listens for the end');
  assert.ok(bytes < mostMemory, `${Math.round(bytes / 2 ** 20)} MiB more memory`);
  return value;
}

/** What people are told can be shown as it is: 600 characters of a server's, an unseen one in six. */
function assertPrintable(text: string): void {
  assert.ok(text !== '' && text.length < 4000, `${text.length} characters`);
  assert.equal(text.replace(unseen, '').length, text.length, JSON.stringify(text));
}

async function withServer<T>(act: Act, use: (origin: string, server: RawServer) => Promise<T>) {
  const server = new RawServer(act);
  try {
    return await use(await server.start(), server);
  } finally {
    await server.stop();
  }
}

function check({ fails, gives }: HostileServer, result: Awaited<ReturnType<typeof ask>>): void {
  if (fails) {
    assert.ok(!result.ok, JSON.stringify(result));
    assert.match(result.error.message, fails);
    assertPrintable(result.error.message);
    return;
  }
  assert.ok(result.ok, JSON.stringify(result));
  const { samples, usage, notices } = result.value;
  assert.equal(samples.length, 1);
  assert.match(samples[0]!.text || (samples[0]!.why ?? ''), gives!);
  notices.forEach(assertPrintable);
  for (const count of [usage.promptTokens, usage.completionTokens]) {
    assert.ok(Number.isSafeInteger(count) && count >= 0, String(count));
  }
}

for (const form of wireForms) {
  const hasChoices = form.api === 'chat' || form.api === 'gemini';
  describe(`a hostile server asked by ${form.api}`, () => {
    for (const hostile of [...hostileServers, ...(hasChoices ? hostileChoices : [])]) {
      it(`ends with a clear word: ${hostile.name}`, async () => {
        const result = await withServer(hostile.act(form), (origin) =>
          ask(origin, form.base, form.api, hostile.limits),
        );
        check(hostile, result);
      });
    }

    for (const code of [301, 302, 303, 307, 308]) {
      it(`is not followed elsewhere: ${code}`, async () => {
        await withServer(
          () => undefined,
          async (elsewhere, other) => {
            const act: Act = (connection) =>
              connection.write(
                `HTTP/1.1 ${code} Elsewhere\r\nlocation: ${elsewhere}/v1\r\nconnection: close\r\n\r\n`,
              );
            const result = await withServer(act, (origin) => ask(origin, form.base, form.api));
            assert.ok(!result.ok);
            assert.ok(result.error.message.includes(elsewhere), result.error.message);
            assert.match(result.error.message, /not followed/);
            assert.equal(other.connections, 0, 'the key went elsewhere');
          },
        );
      });
    }

    it('lists a million models', async () => {
      const names = Array.from({ length: 1000 }, (_, at) => `{"id":"m\\u001b[2J${at}"}`).join();
      const act: Act = async (connection) => {
        await connection.write(
          'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{"data":[',
        );
        for (let at = 0; at < 1000; at += 1) await connection.write(`${names},`);
        await connection.write('"last"]}');
      };
      const { value, bytes } = await withServer(act, (origin) =>
        memoryOf(() =>
          listModels(
            { baseUrl: `${origin}${form.base}`, api: form.api },
            new AbortController().signal,
          ),
        ),
      );
      assert.ok(bytes < mostMemory);
      assert.ok(!value.ok);
      assert.match(value.error.message, /more than 8 MiB/);
      assertPrintable(value.error.message);
    });
  });
}

describe('a hostile server asked again', () => {
  it('cannot answer what was not asked yet', async () => {
    await withServer(poison, async (origin) => {
      for (let at = 0; at < 3; at += 1) {
        const result = await ask(origin, '/v1', 'chat');
        const text = result.ok ? result.value.samples[0]?.text : '';
        assert.notEqual(text, 'poison');
      }
    });
  });
});
