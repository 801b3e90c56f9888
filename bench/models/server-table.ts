import type { ModelReply, ModelRequest, ModelTraits } from '../../src/core/ports.ts';
import { SeededRandom } from '../../src/core/random.ts';
import { systemClock } from '../../src/node/clock.ts';
import { apiOfAddress } from '../../src/node/models/api.ts';
import type { ModelEndpoint } from '../../src/node/models/endpoint.ts';
import { listModels } from '../../src/node/models/list-models.ts';
import { ServerModel } from '../../src/node/models/server-model.ts';

const request: ModelRequest = {
  messages: [
    { role: 'system', content: 'You are a careful Python programmer. Answer with code alone.' },
    { role: 'user', content: 'Write a function add(a, b) that gives the sum of two numbers.' },
  ],
  samples: 2,
  temperature: 0.8,
  maxTokens: 4096,
  stop: ['# the end'],
};

/** What a server supports, found by asking it, as a table in Markdown. */
export async function serverTable(endpoint: ModelEndpoint): Promise<string> {
  const ports = { random: new SeededRandom(1), clock: systemClock };
  const model = new ServerModel(endpoint, ports, { attempts: 2, keepReasoning: true });
  const { signal } = new AbortController();
  const rows: (readonly [string, string])[] = [
    ['server', new URL(endpoint.baseUrl).host],
    ['model', endpoint.model],
  ];
  const names = await listModels(endpoint, signal);
  rows.push(['list of models', names.ok ? `${names.value.length} models` : names.error.message]);
  let pieces = 0;
  const began = systemClock.monotonic();
  const asked = await model.complete(request, {
    signal,
    action: 'plain',
    onProgress: () => (pieces += 1),
  });
  if (!asked.ok) return tableOf([...rows, ['answers', `no: ${asked.error.message}`]]);
  const seconds = ((systemClock.monotonic() - began) / 1000).toFixed(1);
  const { samples } = asked.value;
  rows.push(
    ['answers', `${samples.map(({ finish }) => finish).join(', ')}; ${seconds} s for both`],
    ['answered as', asked.value.model],
    ['pieces of the stream', String(pieces)],
    ...countRows(asked.value),
  );
  for (const [name, more] of [
    ['effort low', { effort: 'low' }],
    ['effort none', { effort: 'none' }],
    ['schema', { schema: listSchema }],
  ] as const) {
    const tried = await model.complete(
      { ...request, samples: 1, ...more },
      { signal, action: name },
    );
    const said = tried.ok ? reasoningOf(tried.value) : `no: ${tried.error.message}`;
    rows.push([name, name === 'schema' && tried.ok ? schemaText(tried.value) : said]);
  }
  return tableOf([...rows, ...traitRows(endpoint, await model.traits())]);
}

const listSchema = {
  name: 'calls',
  schema: {
    type: 'object',
    properties: { calls: { type: 'array', items: { type: 'string' } } },
    required: ['calls'],
    additionalProperties: false,
  },
};

function countRows({ usage, samples }: ModelReply): readonly (readonly [string, string])[] {
  const shown = samples.some(({ reasoning }) => reasoning !== undefined);
  return [
    ['counts tokens', usage.estimated ? 'no: they are estimated' : 'yes'],
    ['reasons', `${usage.reasoningTokens ?? 0} tokens${shown ? ', shown' : ''}`],
  ];
}

function reasoningOf({ usage }: ModelReply): string {
  return `${usage.reasoningTokens ?? 0} tokens of reasoning`;
}

function schemaText({ samples }: ModelReply): string {
  return /^\s*\{\s*"calls"/.test(samples[0]?.text ?? '') ? 'kept to' : 'not kept to';
}

function traitRows(
  { baseUrl, api }: ModelEndpoint,
  traits: ModelTraits,
): readonly (readonly [string, string])[] {
  const { refuses = [], limitName = 'max_tokens', mostTokens, contextTokens, efforts } = traits;
  const takes = (name: NonNullable<ModelTraits['refuses']>[number]) =>
    refuses.includes(name) ? 'no' : 'yes';
  return [
    ['asked over', api ?? traits.api ?? apiOfAddress(baseUrl)],
    ['several samples a request', takes('n')],
    ['temperature', takes('temperature')],
    ['stop strings', takes('stop')],
    ['system role', takes('system')],
    ['streams', takes('stream')],
    ['counts in a stream', takes('stream_options')],
    ['answer schema', takes('response_format')],
    ['effort of reasoning', efforts?.join(', ') ?? takes('effort')],
    ['limit of tokens', limitName],
    ['most tokens an answer', mostTokens === undefined ? 'not met' : String(mostTokens)],
    ['context', contextTokens === undefined ? 'not met' : String(contextTokens)],
  ];
}

function tableOf(rows: readonly (readonly [string, string])[]): string {
  const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
  return [
    '| asked | found |',
    '|---|---|',
    ...rows.map(([name, found]) => `| ${cell(name)} | ${cell(found)} |`),
  ].join('\n');
}
