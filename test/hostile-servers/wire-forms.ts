import type { ModelApi } from '../../src/core/ports.ts';

/** How an API says the same things on the wire. */
export interface WireForm {
  readonly api: ModelApi;
  /** Path of its base URL. */
  readonly base: string;
  text(piece: string): string;
  thought(piece: string): string;
  /** The end of an answer, with these numbers as its counts; they are put in as they are. */
  end(count?: string): string;
  /** A call of a tool that nobody offered. */
  tool(): string;
  /** A whole answer of one JSON value. */
  whole(text: string): string;
}

const event = (data: string, name?: string) =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${data}\n\n`;
const quoted = (text: string) => JSON.stringify(text);
const typed = (type: string, rest: string) => event(`{"type":"${type}",${rest}}`, type);

export const wireForms: readonly WireForm[] = [
  {
    api: 'chat',
    base: '/v1',
    text: (piece) => event(`{"choices":[{"index":0,"delta":{"content":${quoted(piece)}}}]}`),
    thought: (piece) =>
      event(`{"choices":[{"index":0,"delta":{"reasoning_content":${quoted(piece)}}}]}`),
    end: (count = '1') =>
      event(
        `{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":${count},"completion_tokens":${count}}}`,
      ) + event('[DONE]'),
    tool: () =>
      event(
        '{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"sh","arguments":"{}"}}]}}]}',
      ) + event('{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}'),
    whole: (text) =>
      `{"choices":[{"index":0,"message":{"content":${quoted(text)}},"finish_reason":"stop"}]}`,
  },
  {
    api: 'responses',
    base: '/v1',
    text: (piece) => typed('response.output_text.delta', `"delta":${quoted(piece)}`),
    thought: (piece) => typed('response.reasoning_text.delta', `"delta":${quoted(piece)}`),
    end: (count = '1') =>
      typed(
        'response.completed',
        `"response":{"object":"response","status":"completed","output":[],"usage":{"input_tokens":${count},"output_tokens":${count}}}`,
      ),
    tool: () =>
      typed(
        'response.completed',
        '"response":{"object":"response","status":"completed","output":[{"type":"function_call","name":"sh","arguments":"{}"}]}',
      ),
    whole: (text) =>
      `{"object":"response","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":${quoted(text)}}]}]}`,
  },
  {
    api: 'messages',
    base: '/anthropic',
    text: (piece) =>
      typed(
        'content_block_delta',
        `"index":0,"delta":{"type":"text_delta","text":${quoted(piece)}}`,
      ),
    thought: (piece) =>
      typed(
        'content_block_delta',
        `"index":0,"delta":{"type":"thinking_delta","thinking":${quoted(piece)}}`,
      ),
    end: (count = '1') =>
      typed(
        'message_delta',
        `"delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":${count},"output_tokens":${count}}`,
      ) + event('{"type":"message_stop"}', 'message_stop'),
    tool: () =>
      typed(
        'content_block_start',
        '"index":0,"content_block":{"type":"tool_use","id":"t","name":"sh","input":{}}',
      ) + typed('message_delta', '"delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":1}'),
    whole: (text) =>
      `{"type":"message","content":[{"type":"text","text":${quoted(text)}}],"stop_reason":"end_turn","usage":{}}`,
  },
  {
    api: 'gemini',
    base: '/v1beta',
    text: (piece) => event(`{"candidates":[{"content":{"parts":[{"text":${quoted(piece)}}]}}]}`),
    thought: (piece) =>
      event(`{"candidates":[{"content":{"parts":[{"text":${quoted(piece)},"thought":true}]}}]}`),
    end: (count = '1') =>
      event(
        `{"candidates":[{"content":{"parts":[]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":${count},"candidatesTokenCount":${count}}}`,
      ),
    tool: () =>
      event(
        '{"candidates":[{"content":{"parts":[{"functionCall":{"name":"sh","args":{}}}]},"finishReason":"STOP"}]}',
      ),
    whole: (text) =>
      `{"candidates":[{"content":{"parts":[{"text":${quoted(text)}}]},"finishReason":"STOP"}]}`,
  },
];
