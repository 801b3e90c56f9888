import { endless, head, reply, type Attack } from '../support/hostile-server.ts';
import { wireForms } from '../support/wire-forms.ts';

/** A local server whose facts about its models are the attack. */
export interface HostileTelling {
  readonly what: string;
  /** By path; what is not here is a list of `models`, or an answer. */
  readonly routes: Readonly<Record<string, Attack>>;
  readonly models?: readonly string[];
  /** The window that is believed. */
  readonly contextTokens?: number;
}

const json = (value: unknown) => reply(JSON.stringify(value), { type: 'application/json' });
const [chat] = wireForms;
const many = Array.from({ length: 60 }, (_, at) => `m${at}`);
const ollama = json({ models: [] });
const objects = (characters: number) => '{},'.repeat(characters / 3);
const plain = head({ type: 'application/json' });

/** Answers each path with its own attack. */
export function byPath({ routes, models = ['m'] }: HostileTelling): Attack {
  return (socket, server) => {
    const path = /^\S+ (\S+)/.exec(server.requests.at(-1) ?? '')?.[1] ?? '';
    const attack = path.endsWith('/models')
      ? json({ data: models.map((id) => ({ id })) })
      : json(chat?.whole('x'));
    (routes[path] ?? attack)(socket, server);
  };
}

export const tellings: readonly HostileTelling[] = [
  {
    what: 'shows each model with a megabyte of objects',
    routes: {
      '/api/ps': ollama,
      '/api/show': reply(
        `{"model_info":{"a.context_length":8192},"x":[${objects(2 ** 20 - 3000)}{}]}`,
      ),
    },
    models: many,
    contextTokens: 4096,
  },
  {
    what: 'shows its models without end',
    routes: { '/api/ps': ollama, '/api/show': endless(plain, ' '.repeat(2 ** 16)) },
    models: many,
  },
  {
    what: 'shows a window of wrong kinds',
    routes: {
      '/api/ps': json({ models: [{ name: 'm', context_length: { a: 1 } }, 7, null] }),
      '/api/show': json({
        model_info: [{ 'x.context_length': '8' }],
        parameters: 7,
        capabilities: 'thinking',
      }),
    },
    contextTokens: 4096,
  },
  ...['0', '9'.repeat(400), '-1', '1e9'].map((window): HostileTelling => ({
    what: `sets a window of ${window.slice(0, 4)}`,
    routes: {
      '/api/ps': ollama,
      '/api/show': json({ parameters: `num_ctx ${window}`, model_info: {} }),
    },
    contextTokens: window === '1e9' ? 1 : 4096,
  })),
  {
    what: 'sets its window in lines without number',
    routes: {
      '/api/ps': ollama,
      '/api/show': json({ parameters: `num_ctx${' \n'.repeat(2 ** 16)}`.repeat(4) }),
    },
    contextTokens: 4096,
  },
  {
    what: 'names the windows of objects',
    routes: {
      '/api/ps': reply('{"models":[{"name":"__proto__","context_length":9}],"__proto__":{"m":9}}'),
      '/api/show': reply(
        '{"__proto__":{"parameters":"num_ctx 9"},"model_info":{"__proto__":{"a.context_length":9}}}',
      ),
    },
    contextTokens: 4096,
  },
  {
    what: 'lists loaded models without end',
    routes: {
      '/api/ps': endless(plain, '{"models":['),
      '/api/v0/models': json([]),
      '/props': json([]),
    },
  },
  {
    what: 'trickles what is loaded without end',
    routes: { '/api/ps': endless(plain, ' ', 20) },
  },
  {
    what: 'sends from one path to the next without end',
    routes: Object.fromEntries(
      ['/api/ps', '/api/v0/models', '/props'].map((path, at, all) => [
        path,
        reply('', {
          status: '302 Found',
          headers: [`location: ${all[(at + 1) % all.length]}?stolen`],
        }),
      ]),
    ),
  },
  ...[-1, 0, 1e15, 0.5, '4096', [4096], null].map((n_ctx): HostileTelling => ({
    what: `has properties of ${JSON.stringify(n_ctx)}`,
    routes: { '/api/ps': json({}), '/props': json({ default_generation_settings: { n_ctx } }) },
  })),
  {
    what: 'has properties without end',
    routes: { '/api/ps': json(7), '/api/v0/models': json('x'), '/props': endless(plain, '{"a":') },
  },
  {
    what: 'breaks off whatever it is asked',
    routes: Object.fromEntries(
      ['/api/ps', '/api/v0/models', '/props'].map((path) => [
        path,
        (socket) => socket.resetAndDestroy(),
      ]),
    ),
  },
];
