import type { ModelApi, ModelTraits, RefusableParameter } from '../../core/ports.ts';

const refusals: Readonly<Record<RefusableParameter, string>> = {
  temperature: 'it takes no temperature: its default is used',
  n: 'it gives one sample per request: samples are asked for one by one',
  stop: 'it takes no stop strings',
  response_format: 'it takes no answer schema',
  stream: 'it does not stream: answers come as a whole',
  stream_options: 'it reports no usage while streaming: tokens are estimated',
  effort: 'it cannot be told how much to reason',
  chat_template_kwargs: 'it takes no settings of its chat template',
  system: 'it has no system role: instructions go into the first user message',
};

const apis: Readonly<Record<ModelApi, string>> = {
  chat: 'it is asked over Chat Completions',
  responses: 'it is asked over the Responses API',
  messages: 'it is asked over Anthropic Messages',
  gemini: "it is asked over Gemini's own API",
};

/** What is known of a model, one sentence part for each trait, by the trait. */
export function traitTexts(traits: ModelTraits): ReadonlyMap<string, string> {
  const { refuses = [], api, limitName, mostTokens, contextTokens, reasoningTokens } = traits;
  const { efforts, effortInTokens } = traits;
  const texts = new Map<string, string>(refuses.map((name) => [name, refusals[name]]));
  if (api !== undefined) texts.set('api', apis[api]);
  if (limitName === 'none') texts.set('limit name', 'it takes no limit of tokens: its own holds');
  if (limitName === 'max_completion_tokens')
    texts.set('limit name', 'it wants max_completion_tokens');
  if (efforts !== undefined) texts.set('efforts', `it reasons with effort ${efforts.join(', ')}`);
  if (effortInTokens)
    texts.set('effort in tokens', 'its reasoning is limited by a number of tokens');
  if (mostTokens !== undefined)
    texts.set('limit', `it gives at most ${mostTokens} tokens an answer`);
  if (contextTokens !== undefined) {
    texts.set('context', `prompt and answer share ${contextTokens} tokens`);
  }
  if (reasoningTokens !== undefined) {
    texts.set('reasoning', `its answers get ${reasoningTokens} tokens more, for its reasoning`);
  }
  return texts;
}
