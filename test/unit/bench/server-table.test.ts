import assert from 'node:assert/strict';
import { serverTable } from '../../../bench/models/server-table.ts';
import { dialects, dialectScript } from '../../support/dialects.ts';
import { ScriptedServer } from '../../support/scripted-server.ts';

describe('the table of what a server supports', () => {
  let server: ScriptedServer;
  afterEach(() => server.stop());

  it('tells what it refuses, and how much it reasons', async () => {
    const author = () => ['def add(a, b):\n    return a + b'];
    const { script } = dialectScript({ dialect: dialects.openai, thinks: 100, author });
    server = new ScriptedServer(script);
    const table = await serverTable({ baseUrl: await server.start(), model: 'm' });
    for (const row of [
      '| model | m |',
      '| list of models | 1 models |',
      '| reasons | 200 tokens |',
      '| schema | not kept to |',
      '| asked over | chat |',
      '| several samples a request | no |',
      '| temperature | no |',
      '| limit of tokens | max_completion_tokens |',
    ]) {
      assert.ok(table.includes(`${row}\n`), `${row}\n${table}`);
    }
  });

  it('says why a server does not answer', async () => {
    server = new ScriptedServer(() => ({ kind: 'status', status: 401, message: 'who are you' }));
    const table = await serverTable({ baseUrl: await server.start(), model: 'm' });
    assert.match(table, /\| answers \| no: .*who are you/);
  });
});
