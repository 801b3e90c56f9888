/**
 * The events of servers of Chat Completions, byte for byte in form: which fields they have, in which order, and
 * where the counts stand. `test/fixtures/wire` has a raw example of each, with contents of our own, to which
 * `test/unit/models/wire-forms.test.ts` holds what is written here. Looked up on 2026-11-27 in
 * - https://github.com/vercel/ai: packages/openai/src/chat `openai-text.chunks.txt`, packages/deepseek/src/chat
 *   `deepseek-reasoning.chunks.txt`, packages/mistral/src `mistral-reasoning.chunks.txt` (in their `__fixtures__`,
 *   recorded from the real servers);
 * - https://github.com/ollama/ollama, openai/openai.go (`ToChunk`, the order of its fields), and a recorded
 *   stream of it with counts in https://github.com/g0t4/ask-openai.nvim, backends/ollama/notes/sses.md;
 * - streams recorded from llama.cpp's server (build 9404, with counts and timings) and from vLLM (Qwen3 and
 *   DeepSeek-V3.1, with `token_ids`) that public projects keep as tests.
 */
import type { Counted } from './dialects.ts';

export interface ChatForm {
  /** One event: `usage` where it bears counts, null where a server says that it has none yet. */
  chunk(choices: readonly object[], usage: object | null, isFirst: boolean): object;
  choice(delta: object, at: ChoicePlace): object;
  /** Delta of an event before all pieces; where absent, `role` goes with the first piece or with each. */
  readonly first?: object;
  readonly role?: 'first' | 'each';
  /** Delta of the event with the reason of the end. */
  readonly last: object;
  usage(counted: Counted): object;
  /** Where the counts stand: with the reason of the end, or in an event of their own. */
  readonly countsWith: 'end' | 'own event';
}

export interface ChoicePlace {
  readonly index: number;
  readonly finish: string | null;
  readonly isFirst: boolean;
}

const head = { id: 'x', object: 'chat.completion.chunk', created: 0, model: 'scripted' };

const plainChoice = (delta: object, { index, finish }: ChoicePlace) => ({
  index,
  delta,
  finish_reason: finish,
});

const choiceWithLogprobs = (delta: object, { index, finish }: ChoicePlace) => ({
  index,
  delta,
  logprobs: null,
  finish_reason: finish,
});

const total = ({ promptTokens, completionTokens }: Counted) => promptTokens + completionTokens;

/** Prompt, answer, total. */
const plainUsage = (counted: Counted) => ({
  prompt_tokens: counted.promptTokens,
  completion_tokens: counted.completionTokens,
  total_tokens: total(counted),
});

/** Prompt, total, answer, as Python and Mistral write it. */
const usageTotalFirst = (counted: Counted) => ({
  prompt_tokens: counted.promptTokens,
  total_tokens: total(counted),
  completion_tokens: counted.completionTokens,
});

const reasoningOf = ({ reasoningTokens }: Counted) => ({ reasoning_tokens: reasoningTokens });

export const chatForms = {
  openai: {
    chunk: (choices, usage) => ({
      ...head,
      service_tier: 'default',
      system_fingerprint: 'fp_1',
      choices,
      usage,
      obfuscation: 'x',
    }),
    choice: choiceWithLogprobs,
    first: { role: 'assistant', content: '', refusal: null },
    last: {},
    usage: (counted) => ({
      ...plainUsage(counted),
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: {
        ...reasoningOf(counted),
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    }),
    countsWith: 'own event',
  },
  deepseek: {
    chunk: (choices, usage) => ({ ...head, system_fingerprint: 'x', choices, usage }),
    choice: choiceWithLogprobs,
    first: { role: 'assistant', content: null, reasoning_content: '' },
    last: { content: '', reasoning_content: null },
    usage: (counted) => ({
      ...plainUsage(counted),
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: reasoningOf(counted),
      prompt_cache_hit_tokens: 0,
      prompt_cache_miss_tokens: counted.promptTokens,
    }),
    countsWith: 'end',
  },
  vllm: {
    chunk: (choices, usage, isFirst) => ({
      ...head,
      choices,
      ...(isFirst ? { prompt_token_ids: null } : {}),
      ...(usage ? { usage } : {}),
    }),
    choice: (delta, at) => ({
      ...choiceWithLogprobs(delta, at),
      ...(at.finish === null ? {} : { stop_reason: null }),
      ...(at.isFirst ? {} : { token_ids: null }),
    }),
    first: { role: 'assistant', content: '' },
    last: { content: '' },
    usage: usageTotalFirst,
    countsWith: 'own event',
  },
  ollama: {
    chunk: (choices, usage) => ({
      ...head,
      system_fingerprint: 'fp_ollama',
      choices,
      ...(usage ? { usage } : {}),
    }),
    choice: plainChoice,
    role: 'each',
    last: { content: '' },
    usage: plainUsage,
    countsWith: 'own event',
  },
  llamaCpp: {
    chunk: (choices, usage) => ({
      choices,
      created: 0,
      id: 'x',
      model: 'scripted',
      system_fingerprint: 'b1',
      object: 'chat.completion.chunk',
      ...(usage ? { usage, timings } : {}),
    }),
    choice: (delta, { index, finish }) => ({ finish_reason: finish, index, delta }),
    first: { role: 'assistant', content: null },
    last: {},
    usage: (counted) => ({
      completion_tokens: counted.completionTokens,
      prompt_tokens: counted.promptTokens,
      total_tokens: total(counted),
      prompt_tokens_details: { cached_tokens: 0 },
    }),
    countsWith: 'own event',
  },
  mistral: {
    chunk: (choices, usage) => ({ ...head, choices, ...(usage ? { usage } : {}) }),
    choice: plainChoice,
    role: 'first',
    last: { content: '' },
    usage: usageTotalFirst,
    countsWith: 'end',
  },
} satisfies Record<string, ChatForm>;

const timings = {
  cache_n: 0,
  prompt_n: 10,
  prompt_ms: 1.5,
  prompt_per_token_ms: 0.15,
  prompt_per_second: 6666.7,
  predicted_n: 20,
  predicted_ms: 40.5,
  predicted_per_token_ms: 2.025,
  predicted_per_second: 493.8,
};
