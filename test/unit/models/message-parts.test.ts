import assert from 'node:assert/strict';
import { partsOf } from '../../../src/node/models/message-parts.ts';

describe('the parts of a message', () => {
  const nothing = { text: '', reasoning: '', refusal: '' };
  const messages: readonly (readonly [string, unknown, Partial<typeof nothing>])[] = [
    ['text', { content: 'a' }, { text: 'a' }],
    ['null', { content: null }, {}],
    ['nothing', {}, {}],
    ['no message', 'a', {}],
    [
      'parts of text',
      { content: [{ type: 'text', text: 'a' }, { type: 'output_text', text: 'b' }, 'c'] },
      { text: 'abc' },
    ],
    ['a part without a type', { content: [{ text: 'a' }] }, { text: 'a' }],
    [
      'a part that holds parts',
      { content: [{ type: 'text', content: [{ text: 'a' }] }] },
      { text: 'a' },
    ],
    ['text in an object', { content: [{ type: 'text', text: { value: 'a' } }] }, { text: 'a' }],
    // Mistral, "Reasoning": a thinking part holds text parts.
    [
      'a thinking part',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'h' }] },
          { type: 'text', text: 'a' },
        ],
      },
      { text: 'a', reasoning: 'h' },
    ],
    ['a reasoning part', { content: [{ type: 'reasoning', text: 'h' }] }, { reasoning: 'h' }],
    ['a refusal', { content: null, refusal: 'no' }, { refusal: 'no' }],
    ['a refusing part', { content: [{ type: 'refusal', refusal: 'no' }] }, { refusal: 'no' }],
    [
      'an image and a reference',
      {
        content: [
          { type: 'image_url', image_url: { url: 'u' } },
          { type: 'reference', reference_ids: [1] },
        ],
      },
      {},
    ],
    ['DeepSeek', { content: null, reasoning_content: 'h' }, { reasoning: 'h' }],
    [
      'OpenRouter',
      { content: '', reasoning: 'h', reasoning_details: [{ text: 'h' }] },
      { reasoning: 'h' },
    ],
    ['Ollama', { content: 'a', thinking: 'h' }, { text: 'a', reasoning: 'h' }],
    ['the same twice', { reasoning: 'h', reasoning_content: 'h' }, { reasoning: 'h' }],
  ];
  for (const [what, message, parts] of messages) {
    it(`are read from ${what}`, () => {
      assert.deepEqual(partsOf(message), { ...nothing, ...parts });
    });
  }

  it('end somewhere', () => {
    let content: unknown = 'a';
    for (let depth = 0; depth < 5000; depth++) content = [{ type: 'text', text: [content] }];
    assert.deepEqual(partsOf({ content }), nothing);
  });
});
