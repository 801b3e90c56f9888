import { isLocal } from '../models/local.ts';
import type { Model, ModelFailure, ModelReply, ModelTraits } from '../../core/ports.ts';
import type { Result } from '../../core/result.ts';
import type { ModelEndpoint } from '../models/endpoint.ts';
import { traitTexts } from '../models/traits-text.ts';
import type { Finding, Fix } from './finding.ts';

/** Output limit of the request that shows whether a model answers: some servers refuse fewer. */
const tinyAnswerTokens = 16;

/** An answer on the way for longer than this is taken for none; a local model may be loading. */
export const tinyAnswerMs = 90_000;

/** How a finding asks a model for next to nothing. */
export async function askLittle(
  model: Model,
  signal: AbortSignal,
): Promise<Result<ModelReply, ModelFailure>> {
  const messages = [{ role: 'user', content: 'Answer with the word: ready' }] as const;
  const request = { messages, samples: 1, temperature: 0, maxTokens: tinyAnswerTokens };
  const { reasoningTokens } = (await model.traits?.()) ?? {};
  return model.complete(reasoningTokens === undefined ? request : { ...request, reasoningTokens }, {
    signal,
    action: 'diagnose#1',
  });
}

/** What was learnt of how a model wants to be asked; no finding where that is nothing. */
export function learntFinding(traits: ModelTraits): readonly Finding[] {
  const said = [...traitTexts(traits).values()].map((text) => `${capital(text)}.`);
  if (said.length === 0) return [];
  return [{ about: 'Learnt of the model', state: 'good', said, fixes: ['forget-learnt'] }];
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `why` there is no model to ask. */
export function noModelFinding(why: string): Finding {
  return { about: 'Model', state: 'bad', said: [why], fixes: ['choose-model'] };
}

/** Whether the key is there and where it goes. */
export function keyFinding({ baseUrl, apiKey }: ModelEndpoint): Finding {
  const { origin, protocol } = new URL(baseUrl);
  const isNear = isLocal(baseUrl);
  if (apiKey === undefined) {
    const wanted = isNear
      ? 'Servers on this machine need none.'
      : 'Servers on the network mostly want one.';
    return {
      about: 'Key',
      state: 'good',
      said: [`None is set for ${origin}. ${wanted}`],
      fixes: isNear ? [] : ['set-key'],
    };
  }
  const bound = `One is set for ${origin}. It is sent there and nowhere else.`;
  if (protocol === 'https:' || isNear) {
    return { about: 'Key', state: 'good', said: [bound], fixes: [] };
  }
  const open = 'The address starts with http://, so everybody on the way can read the key.';
  return { about: 'Key', state: 'doubtful', said: [bound, open], fixes: ['choose-model'] };
}

/** Whether a model answered, and what that took. */
export function modelFinding(
  name: string,
  place: string | undefined,
  asked: Result<ModelReply, ModelFailure>,
): Finding {
  const chosen = place === undefined ? `Chosen: ${name}.` : `Chosen: ${name} at ${place}.`;
  if (!asked.ok) {
    const { reason, message } = asked.error;
    return {
      about: 'Model',
      state: reason === 'cancelled' ? 'not-tried' : 'bad',
      said: [chosen, message],
      fixes: fixesFor[reason] ?? [],
    };
  }
  const { usage, model, samples } = asked.value;
  const [sample] = samples;
  const empty =
    sample?.why === undefined
      ? []
      : sample.finish === 'length'
        ? ['It reasons before it answers: runs give it room for that.']
        : [sample.why];
  const tokens = usage.promptTokens + usage.completionTokens;
  const spent = `It answered a request of one line; that took ${usage.estimated ? 'about ' : ''}${tokens} tokens.`;
  const other = place === undefined || model === name ? [] : [`The server calls it ${model}.`];
  return { about: 'Model', state: 'good', said: [chosen, spent, ...other, ...empty], fixes: [] };
}

const fixesFor: Readonly<Partial<Record<ModelFailure['reason'], readonly Fix[]>>> = {
  'not-configured': ['choose-model'],
  unauthorised: ['set-key', 'choose-model'],
  unreachable: ['choose-model'],
  timeout: ['choose-model'],
  'bad-response': ['choose-model'],
  'out-of-credit': ['choose-model'],
  rejected: ['choose-model'],
  'context-too-long': ['choose-model'],
};
