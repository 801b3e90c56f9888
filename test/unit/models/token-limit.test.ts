import assert from 'node:assert/strict';
import { readLimitComplaint } from '../../../src/node/models/token-limit.ts';

describe('complaints about the limit of tokens', () => {
  // The words of servers, as users have reported them.
  const sizes: readonly (readonly [said: string, asked: number, most: number])[] = [
    [
      'max_tokens is too large: 6000. This model supports at most 4096 completion tokens, whereas you provided 6000.',
      6000,
      4096,
    ],
    ['max_tokens is too large: 6,000. It supports at most 4,096 completion tokens.', 6000, 4096],
    ['Invalid max_tokens value, the valid range of max_tokens is [1, 8192]', 32768, 8192],
    ['Range of max_tokens should be [1, 8192]', 32768, 8192],
    [
      'max_tokens: 9000 > 4096, which is the maximum allowed number of output tokens for opus-20240229',
      9000,
      4096,
    ],
    ['`max_tokens` must be less than or equal to `8192`, the maximum value', 9000, 8192],
    [
      'The parameter `max_completion_tokens` is not valid: integer above maximum value, expected a value <= 12288, but got 32000 instead. Request id: 02177529643932',
      32000,
      12288,
    ],
    [
      "max_tokens (131072) exceeds model's maximum output tokens (65536) for model deepseek-v4-pro",
      131072,
      65536,
    ],
    [
      'maxOutputTokens value of 100000 but the supported range is from 1 (inclusive) to 65537 (exclusive).',
      100000,
      65536,
    ],
    ['max_tokens cannot exceed 4 096', 8192, 4096],
  ];
  for (const [said, asked, tokens] of sizes) {
    it(`name the most: ${said.slice(0, 60)}`, () => {
      assert.deepEqual(readLimitComplaint(said, asked), { kind: 'most', tokens });
    });
  }

  const rooms: readonly (readonly [said: string, asked: number, room: number, context: number])[] =
    [
      [
        "This model's maximum context length is 16384 tokens. However, you requested 18000 tokens (8000 in the messages, 10000 in the completion). Please reduce the length of the messages or completion.",
        10000,
        8384,
        16384,
      ],
      [
        "This model's maximum context length is 128000 tokens. However, you requested 65535 output tokens and your prompt contains at least 72466 input tokens, for a total of at least 138001 tokens.",
        65535,
        55534,
        128000,
      ],
      [
        "'max_tokens' or 'max_completion_tokens' is too large: 2048. This model's maximum context length is 2048 tokens and your request has 700 input tokens (2048 > 2048 - 700).",
        2048,
        1348,
        2048,
      ],
      [
        'input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease input length or `max_tokens` and try again',
        21333,
        11760,
        200000,
      ],
      [
        '`inputs` tokens + `max_new_tokens` must be <= 4097. Given: 3000 `inputs` tokens and 2048 `max_new_tokens`',
        2048,
        1097,
        4097,
      ],
      [
        'maximum context length is 8,192 tokens, you requested 9,000 tokens (7,000 in your prompt; 2,000 for the completion)',
        2000,
        1192,
        8192,
      ],
    ];
  for (const [said, asked, tokens, context] of rooms) {
    it(`tell the room beside the prompt: ${said.slice(0, 60)}`, () => {
      assert.deepEqual(readLimitComplaint(said, asked), { kind: 'room', tokens, context });
    });
  }

  for (const said of [
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    "Unknown parameter: 'max_completion_tokens'.",
    'max_tokens: Extra inputs are not permitted',
    'Unrecognized request argument supplied: max_completion_tokens',
    "property 'max_completion_tokens' is unsupported",
  ]) {
    it(`are about the name: ${said.slice(0, 60)}`, () => {
      assert.deepEqual(readLimitComplaint(said, 2048), { kind: 'name' });
    });
  }

  it('want more, or say too many without a number', () => {
    assert.deepEqual(
      readLimitComplaint('max_tokens: Expected a value >= 16, but got 8 instead.', 8),
      { kind: 'least', tokens: 16 },
    );
    assert.deepEqual(readLimitComplaint('max_tokens is too high for this model', 2048), {
      kind: 'too-many',
    });
    assert.equal(readLimitComplaint('no such tariff', 2048), undefined);
  });
});
