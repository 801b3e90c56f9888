/**
 * Servers that are asked by an API of their own, on the wire. Their events and the fields of these were taken
 * from recordings of the real servers in the tests of https://github.com/vercel/ai (packages/openai,
 * packages/anthropic and packages/google, `__fixtures__`, looked up on 2026-11-27), from the types of the
 * packages `openai` 7.57.0 and `@anthropic-ai/sdk` 1.14.0, and from https://ai.google.dev/api/generate-content.
 * `test/fixtures/wire` has one raw example of each, in the same fields with contents of our own, to which `test/unit/models/wire-forms.test.ts` holds them.
 */
import type { Counted, Dialect, Said } from './dialects.ts';

const event = (name: string, data: object) =>
  `event: ${name}\ndata: ${JSON.stringify({ type: name, ...data })}\n\n`;

const said = (message: string, param: string) => ({
  error: { message, type: 'invalid_request_error', param, code: null },
});

export const apiDialects = {
  /**
   * A model of OpenAI that is only in the Responses API. It tells a summary of its reasoning, and takes no
   * `temperature` (its refusal: packages/openai `reasoning-model-temperature-error.json`; the events:
   * `openai-reasoning-encrypted-content-gpt-5-4-split.1.chunks.txt`, `openai-error.1.chunks.txt`).
   */
  responses: {
    name: 'OpenAI Responses',
    base: '/v1',
    choices: 'one',
    refuses: ({ api, temperature }) => {
      if (api === 'chat') {
        return {
          status: 404,
          ...said(
            'This model is only supported in v1/responses and not in v1/chat/completions.',
            'model',
          ),
        };
      }
      return temperature === undefined
        ? undefined
        : said(
            "Unsupported parameter: 'temperature' is not supported with this model.",
            'temperature',
          );
    },
    showsReasoning: true,
    events(answer, counted) {
      let number = 0;
      const next = (name: string, data: object) =>
        event(name, { ...data, sequence_number: number++ });
      const head = {
        id: 'resp_1',
        object: 'response',
        created_at: 0,
        error: null,
        model: 'scripted',
        metadata: {},
      };
      const begun = {
        ...head,
        status: 'in_progress',
        incomplete_details: null,
        output: [],
        usage: null,
      };
      const isCut = answer.finish === 'length';
      const at = { item_id: 'msg_1', output_index: 1, content_index: 0 };
      return {
        head: [
          next('response.created', { response: begun }),
          next('response.in_progress', { response: begun }),
        ],
        body: [
          ...answer.reasoning.map((delta) =>
            next('response.reasoning_summary_text.delta', {
              item_id: 'rs_1',
              output_index: 0,
              summary_index: 0,
              delta,
            }),
          ),
          ...(answer.refusal === undefined
            ? []
            : [next('response.refusal.delta', { ...at, delta: answer.refusal })]),
          ...answer.text.map((delta) =>
            next('response.output_text.delta', { ...at, delta, logprobs: [] }),
          ),
        ],
        tail: [
          next(isCut ? 'response.incomplete' : 'response.completed', {
            response: {
              ...head,
              status: isCut ? 'incomplete' : 'completed',
              incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
              output: [
                {
                  id: 'rs_1',
                  type: 'reasoning',
                  summary: [{ type: 'summary_text', text: answer.reasoning.join('') }],
                },
                {
                  id: 'msg_1',
                  type: 'message',
                  status: 'completed',
                  role: 'assistant',
                  content: [
                    answer.refusal === undefined
                      ? {
                          type: 'output_text',
                          text: answer.text.join(''),
                          annotations: [],
                          logprobs: [],
                        }
                      : { type: 'refusal', refusal: answer.refusal },
                  ],
                },
              ],
              usage: {
                input_tokens: counted.promptTokens,
                input_tokens_details: { cached_tokens: 0 },
                output_tokens: counted.completionTokens,
                output_tokens_details: { reasoning_tokens: counted.reasoningTokens },
                total_tokens: counted.promptTokens + counted.completionTokens,
              },
            },
          }),
        ],
        failure: event('error', {
          sequence_number: 2,
          error: {
            type: 'server_error',
            code: 'server_error',
            message: 'The upstream model fell over.',
            param: null,
          },
        }),
      };
    },
  },
  /**
   * Anthropic's Messages, found by the address; the thoughts come as blocks of their own (packages/anthropic
   * `anthropic-claude-sonnet-5-reasoning-summarized.chunks.txt`, `anthropic-refusal.chunks.txt`; the form
   * of errors: https://platform.claude.com/docs/build-with-claude/streaming).
   */
  anthropic: {
    name: 'Anthropic with thinking',
    base: '/anthropic',
    choices: 'one',
    showsReasoning: true,
    events(answer, counted) {
      const block = (index: number, type: 'thinking' | 'text', pieces: readonly string[]) => [
        event('content_block_start', {
          index,
          content_block: { type, [type]: '', ...(type === 'thinking' ? { signature: '' } : {}) },
        }),
        ...pieces.map((piece) =>
          event('content_block_delta', {
            index,
            delta: { type: `${type}_delta`, [type]: piece },
          }),
        ),
        event('content_block_stop', { index }),
      ];
      const usage = {
        input_tokens: counted.promptTokens,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
      };
      const reason = { stop: 'end_turn', length: 'max_tokens' }[answer.finish] ?? 'end_turn';
      const isRefused = answer.refusal !== undefined;
      const details = { type: 'refusal', category: null, explanation: answer.refusal };
      return {
        head: [
          event('message_start', {
            message: {
              model: 'scripted',
              id: 'msg_1',
              type: 'message',
              role: 'assistant',
              content: [],
              stop_reason: null,
              stop_sequence: null,
              stop_details: null,
              usage: { ...usage, output_tokens: 1, service_tier: 'standard' },
            },
          }),
          event('ping', {}),
        ],
        body: [
          ...(answer.reasoning.length > 0 ? block(0, 'thinking', answer.reasoning) : []),
          ...(answer.text.length > 0 ? block(1, 'text', answer.text) : []),
        ],
        tail: [
          event('message_delta', {
            delta: {
              stop_reason: isRefused ? 'refusal' : reason,
              stop_sequence: null,
              stop_details: isRefused ? details : null,
            },
            usage: {
              ...usage,
              output_tokens: counted.completionTokens,
              output_tokens_details: { thinking_tokens: counted.reasoningTokens },
            },
          }),
          event('message_stop', {}),
        ],
        failure: event('error', {
          error: { type: 'overloaded_error', message: 'The upstream model fell over.' },
        }),
      };
    },
  },
  /**
   * Gemini's own API: thoughts are parts, counted beside the answer; nothing ends the stream but its end
   * (packages/google `google-reasoning-gemini3.chunks.txt`, `issue-19758-prompt-block.chunks.txt`,
   * `google-429-retry-info.json`).
   */
  gemini: {
    name: 'Gemini',
    base: '/v1beta',
    api: 'gemini',
    choices: 'one',
    showsReasoning: true,
    events(answer, counted) {
      const usage = {
        promptTokenCount: counted.promptTokens,
        candidatesTokenCount: counted.completionTokens - counted.reasoningTokens,
        totalTokenCount: counted.promptTokens + counted.completionTokens,
        promptTokensDetails: [{ modality: 'TEXT', tokenCount: counted.promptTokens }],
        thoughtsTokenCount: counted.reasoningTokens,
      };
      const chunk = (data: object) =>
        `data: ${JSON.stringify({ ...data, usageMetadata: usage, modelVersion: 'scripted', responseId: 'x' })}\r\n\r\n`;
      const parts = (part: object, rest: object = {}) =>
        chunk({ candidates: [{ content: { parts: [part], role: 'model' }, ...rest, index: 0 }] });
      return {
        head: [],
        body: [
          ...answer.reasoning.map((text) => parts({ text, thought: true })),
          ...answer.text.map((text) => parts({ text })),
        ],
        tail:
          answer.refusal === undefined
            ? [
                parts(
                  { text: '', thoughtSignature: 'EpAI' },
                  { finishReason: answer.finish === 'length' ? 'MAX_TOKENS' : 'STOP' },
                ),
              ]
            : [chunk({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } })],
        failure: `data: ${JSON.stringify({
          error: { code: 503, message: 'The upstream model fell over.', status: 'UNAVAILABLE' },
        })}\r\n\r\n`,
      };
    },
  },
} satisfies Record<string, ApiDialect>;

/** A dialect that writes its events itself. */
export type ApiDialect = Omit<Dialect, 'reasoning' | 'text'> & {
  events(answer: Said, counted: Counted): Written;
};

/** The events of an answer, as they go over the wire. */
export interface Written {
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly tail: readonly string[];
  /** What it sends where it fails in the middle. */
  readonly failure: string;
}
