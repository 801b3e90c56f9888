import assert from 'node:assert/strict';
import { ModelTeam } from '../../../src/node/models/model-team.ts';
import { rolesAt, serversOf, writtenRoles } from '../../../src/node/models/roles.ts';
import { ServerModel } from '../../../src/node/models/server-model.ts';
import type { ModelRequest, Random } from '../../../src/core/ports.ts';
import { ScriptedServer, type Behaviour } from '../../support/scripted-server.ts';

const steady: Random = { next: () => 0.5, below: () => 0, fork: () => steady };
const clock = { now: () => 0, monotonic: () => 0 };
const signal = new AbortController().signal;
const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Write add(a, b).' }],
  samples: 1,
  temperature: 0.8,
  maxTokens: 100,
};

describe('several models as one', () => {
  const servers: ScriptedServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  async function member(name: string, behaviour: Behaviour) {
    const server = new ScriptedServer(() => behaviour);
    servers.push(server);
    const endpoint = { baseUrl: await server.start(), model: name };
    const limits = { attempts: 1, backoffMs: 1 };
    return { model: new ServerModel(endpoint, { random: steady, clock }, limits), server };
  }

  const says = (text: string): Behaviour => ({ kind: 'answer', samples: [text] });
  const refuses = (status: number): Behaviour => ({ kind: 'status', status, message: 'no' });

  async function ask(team: ModelTeam, part?: string) {
    const result = await team.complete(request, {
      signal,
      action: 'a',
      ...(part === undefined ? {} : { part }),
    });
    assert.ok(result.ok, JSON.stringify(result));
    const { samples, answeredBy, notices } = result.value;
    return { text: samples[0]?.text, answeredBy, notices };
  }

  it('answers by the one that is named, else by the leader', async () => {
    const leader = await member('lead', says('leader'));
    const small = await member('tiny', says('small'));
    const other = await member('other', says('other'));
    const pool = [leader.model, other.model];
    const team = new ModelTeam({ leader: leader.model, small: small.model, pool });
    assert.equal((await ask(team)).text, 'leader');
    assert.equal((await ask(team, 'small')).text, 'small');
    const { text, answeredBy, notices } = await ask(team, other.model.id);
    assert.deepEqual([text, answeredBy, notices], ['other', other.model.id, []]);
    assert.equal((await ask(team, 'gone')).text, 'leader');
    assert.deepEqual(team.team.pool, [leader.model.id, other.model.id]);
    assert.equal(team.team.ids.length, 3);
  });

  it('goes to another where one fails, and asks a lost one no more', async () => {
    const leader = await member('lead', refuses(401));
    const other = await member('other', says('other'));
    const team = new ModelTeam({ leader: leader.model, pool: [leader.model, other.model] });
    const first = await ask(team);
    assert.equal(first.answeredBy, other.model.id);
    assert.match(first.notices.join(), /lead is not asked any more in this run: .*refused the API/);
    assert.deepEqual((await ask(team)).notices, []);
    assert.equal(leader.server.received.length, 1);
  });

  it('asks one again that failed only once', async () => {
    const leader = await member('lead', refuses(500));
    const other = await member('other', says('other'));
    const team = new ModelTeam({ leader: leader.model, pool: [leader.model, other.model] });
    await ask(team);
    await ask(team);
    assert.equal(leader.server.received.length, 2);
  });

  it('fails for the reason of the one that was named where all fail', async () => {
    const leader = await member('lead', refuses(401));
    const other = await member('other', refuses(402));
    const team = new ModelTeam({ leader: leader.model, pool: [leader.model, other.model] });
    for (let time = 0; time < 2; time += 1) {
      const result = await team.complete(request, { signal, action: 'a', part: other.model.id });
      assert.ok(!result.ok && result.error.reason === 'out-of-credit', JSON.stringify(result));
    }
  });
});

describe('roles of models', () => {
  const base = { baseUrl: 'http://localhost:1/v1', model: 'm', apiKey: 'own' };
  const key = (url: string) => (url.startsWith('https://a/') ? 'of a' : undefined);

  it('are names at the same server, or at another with its own key', () => {
    const written = writtenRoles({ small: 'tiny', pool: ['m', 'big @ https://a/v1', 'x@y:8b'] });
    assert.deepEqual(serversOf(written), ['https://a/v1']);
    assert.deepEqual(rolesAt(written, base, key), {
      ok: true,
      value: {
        small: { ...base, model: 'tiny' },
        pool: [
          base,
          { baseUrl: 'https://a/v1', model: 'big', apiKey: 'of a' },
          { ...base, model: 'x@y:8b' },
        ],
      },
    });
  });

  it('are not set by what is no text, and refused at what is no address', () => {
    assert.deepEqual(writtenRoles({ small: 3, pool: [null] }), {});
    assert.deepEqual(writtenRoles('x'), {});
    const wrong = rolesAt({ small: 'x @ ftp://a/v1' }, base, key);
    assert.ok(!wrong.ok && wrong.error === 'ftp://a/v1');
  });
});
