import type { ModelApi } from '../../../src/core/ports.ts';

/** One way in which model servers speak, as far as attacks need it. */
export interface WireForm {
  readonly api: ModelApi;
  readonly base: string;
  readonly listPath: string;
  /** The event of a piece of text. */
  readonly text: (text: string) => string;
  /** The event of a piece of reasoning. */
  readonly thought: (text: string) => string;
  /** The events that begin and complete an answer. */
  readonly start: string;
  readonly end: string;
  /** An answer that does not stream. */
  readonly whole: (text: string) => object;
  /** The end of a stream with counts of tokens, written as JSON. */
  readonly counted: (prompt: string, completion: string) => string;
  /** An answer that calls a tool. */
  readonly tool: string;
  /** Events of the right names whose fields are of the wrong kinds. */
  readonly askew: readonly unknown[];
}

function event(value: unknown): string {
  return typeof value === 'object' && value !== null && 'type' in value
    ? `event: ${String(value.type)}\ndata: ${JSON.stringify(value)}\n\n`
    : `data: ${JSON.stringify(value)}\n\n`;
}

export { event };

const strange: readonly unknown[] = [null, 7, 'x', [], {}, [null], [[{}]], { toString: 1 }];

const chat: WireForm = {
  api: 'chat',
  base: '/v1',
  listPath: '/v1/models',
  text: (content) => event({ choices: [{ index: 0, delta: { content } }] }),
  thought: (reasoning) => event({ choices: [{ index: 0, delta: { reasoning } }] }),
  start: '',
  end: `${event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}data: [DONE]\n\n`,
  whole: (content) => ({ choices: [{ index: 0, message: { content }, finish_reason: 'stop' }] }),
  counted: (prompt, completion) =>
    `data: {"choices":[],"usage":{"prompt_tokens":${prompt},"completion_tokens":${completion}}}\n\ndata: [DONE]\n\n`,
  tool: event({
    choices: [
      {
        index: 0,
        delta: { tool_calls: [{ index: 0, function: { name: 'rm', arguments: '{}' } }] },
        finish_reason: 'tool_calls',
      },
    ],
  }),
  askew: [
    ...strange.map((choices) => ({ choices })),
    ...strange.map((index) => ({ choices: [{ index, delta: {} }] })),
    ...strange.map((delta) => ({ choices: [{ index: 0, delta }] })),
    ...strange.map((message) => ({ choices: [{ index: 0, message }] })),
    ...strange.map((usage) => ({ choices: [], usage })),
    ...strange.map((finish) => ({ choices: [{ index: 0, delta: {}, finish_reason: finish }] })),
    ...strange.map((model) => ({ model, choices: [] })),
  ],
};

const responses: WireForm = {
  api: 'responses',
  base: '/v1',
  listPath: '/v1/models',
  text: (delta) => event({ type: 'response.output_text.delta', delta }),
  thought: (delta) => event({ type: 'response.reasoning_text.delta', delta }),
  start: event({ type: 'response.created', response: { object: 'response', output: [] } }),
  end: event({ type: 'response.completed', response: { status: 'completed', output: [] } }),
  whole: (text) => ({
    object: 'response',
    status: 'completed',
    output: [{ type: 'message', content: [{ type: 'output_text', text }] }],
  }),
  counted: (prompt, completion) =>
    `event: response.completed\ndata: {"type":"response.completed","response":{"status":"completed","output":[],"usage":{"input_tokens":${prompt},"output_tokens":${completion}}}}\n\n`,
  tool: event({
    type: 'response.completed',
    response: {
      status: 'completed',
      output: [{ type: 'function_call', name: 'rm', arguments: '{}', call_id: 'c' }],
    },
  }),
  askew: [
    ...strange.map((response) => ({ type: 'response.completed', response })),
    ...strange.map((output) => ({ type: 'response.completed', response: { output } })),
    ...strange.map((content) => ({
      type: 'response.completed',
      response: { output: [{ type: 'message', content }] },
    })),
    ...strange.map((summary) => ({
      type: 'response.completed',
      response: { output: [{ type: 'reasoning', summary, content: summary }] },
    })),
    ...strange.map((usage) => ({ type: 'response.completed', response: { output: [], usage } })),
    ...strange.map((delta) => ({ type: 'response.output_text.delta', delta })),
    ...strange.map((delta) => ({ type: 'response.reasoning_text.delta', delta })),
    ...strange.map((object) => ({ object })),
  ],
};

const messageStart = {
  type: 'message_start',
  message: { model: 'm', content: [], usage: { input_tokens: 1, output_tokens: 0 } },
};

const messages: WireForm = {
  api: 'messages',
  base: '/anthropic',
  listPath: '/anthropic/v1/models',
  text: (text) =>
    event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  thought: (thinking) =>
    event({ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking } }),
  start: event(messageStart),
  end: `${event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } })}${event({ type: 'message_stop' })}`,
  whole: (text) => ({
    type: 'message',
    model: 'm',
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 1, output_tokens: 1 },
  }),
  counted: (prompt, completion) =>
    `event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":${prompt},"output_tokens":${completion}}}\n\n${event({ type: 'message_stop' })}`,
  tool: `${event({ type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 't', name: 'rm', input: {} } })}${event({ type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 1 } })}`,
  askew: [
    // A message that is text is taken for the words of a failure.
    ...strange
      .filter((message) => typeof message !== 'string')
      .map((message) => ({ type: 'message_start', message })),
    ...strange.map((usage) => ({ type: 'message_start', message: { usage } })),
    ...strange.map((block) => ({ type: 'content_block_start', content_block: block })),
    ...strange.map((delta) => ({ type: 'content_block_delta', delta })),
    ...strange.map((text) => ({
      type: 'content_block_delta',
      delta: { type: 'text_delta', text },
    })),
    ...strange.map((usage) => ({ type: 'message_delta', delta: {}, usage })),
    ...strange.map((delta) => ({ type: 'message_delta', delta, usage: {} })),
    ...strange.map((content) => ({ type: 'message', content, usage: content })),
  ],
};

const gemini: WireForm = {
  api: 'gemini',
  base: '/v1beta',
  listPath: '/v1beta/models',
  text: (text) => event({ candidates: [{ index: 0, content: { parts: [{ text }] } }] }),
  thought: (text) =>
    event({ candidates: [{ index: 0, content: { parts: [{ text, thought: true }] } }] }),
  start: '',
  end: event({ candidates: [{ index: 0, content: { parts: [] }, finishReason: 'STOP' }] }),
  whole: (text) => ({
    candidates: [{ index: 0, content: { parts: [{ text }] }, finishReason: 'STOP' }],
  }),
  counted: (prompt, completion) =>
    `data: {"candidates":[{"index":0,"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":${prompt},"candidatesTokenCount":${completion}}}\n\n`,
  tool: event({
    candidates: [
      {
        index: 0,
        content: { parts: [{ functionCall: { name: 'rm', args: {} } }] },
        finishReason: 'STOP',
      },
    ],
  }),
  askew: [
    ...strange.map((candidates) => ({ candidates })),
    ...strange.map((content) => ({ candidates: [{ content }] })),
    ...strange.map((parts) => ({ candidates: [{ content: { parts } }] })),
    ...strange.map((text) => ({ candidates: [{ content: { parts: [{ text }] } }] })),
    ...strange.map((usage) => ({ candidates: [], usageMetadata: usage })),
    ...strange.map((reason) => ({ promptFeedback: { blockReason: reason } })),
  ],
};

export const wireForms: readonly WireForm[] = [chat, responses, messages, gemini];
