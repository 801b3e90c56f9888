import type { ModelFailure } from '../../../src/core/ports.ts';
import { head, endless, reply, type Attack } from '../support/hostile-server.ts';

/** A server whose list of models is the attack. */
export interface HostileList {
  readonly what: string;
  readonly attack: Attack;
  readonly ends:
    readonly string[] | number | { readonly reason: ModelFailure['reason']; readonly says: RegExp };
}

const json = (body: string) => reply(body, { type: 'application/json' });
const tooMuch = { reason: 'bad-response', says: /more than \d+ MiB|does not end/ } as const;

export const lists: readonly HostileList[] = [
  {
    what: 'of a million models',
    attack: json(`{"data":[${'{"id":"a-model-of-many"},'.repeat(1_000_000)}{}]}`),
    ends: tooMuch,
  },
  {
    what: 'of short names without number',
    attack: json(`[${Array.from({ length: 400_000 }, (_, at) => `"${at}"`).join(',')}]`),
    ends: 10_000,
  },
  {
    what: 'of objects without names',
    attack: json(`{"data":[${'{},'.repeat(1_000_000)}{}]}`),
    ends: 0,
  },
  {
    what: 'that does not end',
    attack: endless(head({ type: 'application/json' }), ' '.repeat(2 ** 16)),
    ends: tooMuch,
  },
  {
    what: 'that is deep',
    attack: json(`${'['.repeat(300_000)}${']'.repeat(300_000)}`),
    ends: { reason: 'bad-response', says: /nested deeper than \d+/ },
  },
  {
    what: 'that speaks to the terminal',
    attack: json(
      JSON.stringify({ data: [{ id: 'm\u001b[2J\u202e\n' }, { id: 7 }, null, { id: {} }] }),
    ),
    ends: ['m\\u001b[2J\\u202e'],
  },
  {
    what: 'of one name of a megabyte',
    attack: json(`["${'m'.repeat(2 ** 20)}"]`),
    ends: [`${'m'.repeat(599)}…`],
  },
  {
    what: 'that is a number',
    attack: json('1e308'),
    ends: { reason: 'bad-response', says: /no list of models/ },
  },
  {
    what: 'of names that come again, lead elsewhere or belong to objects',
    attack: json(
      JSON.stringify({
        data: [{ id: 'm' }, 'm', { id: '../../m' }, '__proto__', 'models/m', { name: 'm', id: '' }],
      }),
    ),
    ends: ['../../m', '__proto__', 'm'],
  },
  {
    what: 'that goes on elsewhere without end',
    attack: (socket, server) => {
      const path = /^\S+ (\S+)/.exec(server.requests.at(-1) ?? '')?.[1] ?? '';
      endless(
        head({ status: '302 Found', headers: [`location: ${path}/stolen`] }),
        'x'.repeat(2 ** 16),
      )(socket, server);
    },
    ends: { reason: 'not-configured', says: /redirects to .*\/models.*\/stolen/ },
  },
  {
    what: 'that says the key',
    attack: (socket, server) => {
      reply(JSON.stringify({ error: server.requests.at(-1) }))(socket, server);
    },
    ends: { reason: 'server-error', says: /\[key\]/ },
  },
  {
    what: 'that is elsewhere',
    attack: reply('', { status: '302 Found', headers: ['location: http://127.0.0.1:9/'] }),
    ends: { reason: 'not-configured', says: /redirects to http:\/\/127\.0\.0\.1:9\// },
  },
];
