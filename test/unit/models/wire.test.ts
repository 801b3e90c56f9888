import assert from 'node:assert/strict';
import { ServerRefused } from '../../../src/node/models/failures.ts';
import { withoutLastSlash } from '../../../src/node/models/http.ts';
import { Wire } from '../../../src/node/models/wire.ts';
import { ScriptedServer, type Behaviour } from '../../support/scripted-server.ts';

describe('the wire below a client library', () => {
  let server: ScriptedServer;
  let baseUrl: string;

  async function wireTo(behaviour: Behaviour, reads: 'events' | 'json' = 'events') {
    server = new ScriptedServer(() => behaviour);
    baseUrl = await server.start();
    const bounds = { bytes: 2 ** 20, events: 3, value: 2 ** 20, characters: 1000 };
    return new Wire({ baseUrl, headers: { 'x-key': 'k' }, bounds, reads });
  }

  const ask = (wire: Wire, address = `${baseUrl}/chat/completions`) =>
    wire.fetch(address, {
      method: 'POST',
      body: '{"messages":[]}',
      headers: { authorization: 'Bearer ambient', 'x-stainless-os': 'Linux' },
    });

  const events = (...data: string[]): Behaviour => ({
    kind: 'raw',
    type: 'text/plain',
    body: data.map((each) => `data: ${each}\r\n\r\n`).join(''),
  });

  afterEach(() => server.stop());

  it('sends its own headers and no others', async () => {
    await (await ask(await wireTo(events('[DONE]')))).text();
    const { headers } = server.received[0]!;
    assert.equal(headers['x-key'], 'k');
    assert.equal(headers.authorization, undefined);
    assert.ok(Object.keys(headers).every((name) => !name.startsWith('x-stainless')));
  });

  it('sends nothing to another origin', async () => {
    const wire = await wireTo(events('[DONE]'));
    await assert.rejects(ask(wire, 'http://127.0.0.2:1/chat/completions'), /must not be sent/);
  });

  it('gives events as the client library wants them, and knows whether they were all', async () => {
    const wire = await wireTo(events('{"a":1,"error":{}}', '[DONE]', '{"b":2}'));
    assert.equal(await (await ask(wire)).text(), 'data: {"a":1}\n\n');
    assert.ok(wire.ended && !wire.isWhole);
  });

  it('gives a whole answer as one event', async () => {
    const wire = await wireTo({ kind: 'raw', type: 'text/html', body: '\uFEFF{"choices":[]}\n' });
    assert.equal(await (await ask(wire)).text(), 'data: {"choices":[]}\n\n');
    assert.ok(wire.ended && wire.isWhole);
  });

  it('tells of a failure after what came before it', async () => {
    const wire = await wireTo(events('{"a":1}', '{"error":"the mill is shut"}'));
    const { body } = await ask(wire);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const first = await reader.read();
    assert.equal(new TextDecoder().decode(first.value), 'data: {"a":1}\n\n');
    await assert.rejects(reader.read(), (error: unknown) => {
      return error instanceof ServerRefused && error.words.said === 'the mill is shut';
    });
  });

  it('counts events', async () => {
    const wire = await wireTo(events('{}', '{}', '{}', '{}'));
    await assert.rejects((await ask(wire)).text(), /more than 3 events/);
  });

  it('finds a failure where one value is wanted', async () => {
    const wire = await wireTo({ kind: 'raw', type: 'x', body: '{"error":{"code":402}}' }, 'json');
    await assert.rejects(ask(wire), ServerRefused);
  });
});

describe('a base URL', () => {
  it('loses its last slashes and nothing else', () => {
    assert.equal(withoutLastSlash('http://x:1/v1//'), 'http://x:1/v1');
    assert.equal(withoutLastSlash('https://x/'), 'https://x');
    assert.equal(withoutLastSlash('https://x/v1/?q=/'), 'https://x/v1?q=/');
  });
});
