import assert from 'node:assert/strict';
import { failureIn, wordsOfBody } from '../../../src/node/models/server-words.ts';

describe('the words of a server', () => {
  // Shapes as documented or reported: OpenAI, vLLM, FastAPI, OpenRouter, Hugging Face TGI, MiniMax,
  // Cloudflare, Google's list around the error, LiteLLM's JSON in text, gateways.
  const bodies: readonly (readonly [string, unknown, string])[] = [
    ['an object', { error: { message: 'no such tariff', type: 'x' } }, 'no such tariff'],
    ['text', { error: 'no such tariff' }, 'no such tariff'],
    ['the old form', { object: 'error', message: 'no such tariff', code: 404 }, 'no such tariff'],
    ['a detail', { detail: 'no such tariff' }, 'no such tariff'],
    [
      'a list of details',
      { detail: [{ loc: ['body', 'n'], msg: 'too many', type: 'value_error' }] },
      'n: too many',
    ],
    ['a list', [{ error: { code: 429, message: 'no such tariff' } }], 'no such tariff'],
    ['a list of errors', { success: false, errors: [{ message: 'a' }, { message: 'b' }] }, 'a; b'],
    ['an error within one', { error: { error: { message: 'no such tariff' } } }, 'no such tariff'],
    [
      'what a provider said',
      {
        error: {
          message: 'Provider returned error',
          metadata: { raw: '{"error":{"message":"no such tariff"}}' },
        },
      },
      'Provider returned error; no such tariff',
    ],
    ['JSON in text', { error: '{"message":"no such tariff"}' }, 'no such tariff'],
    ['a name', { error: 'overloaded', error_type: 'overloaded' }, 'overloaded'],
    ['only a code', { error: { code: 'model_not_found' } }, 'model_not_found'],
    [
      'another field',
      { base_resp: { status_code: 1008, status_msg: 'no such tariff' } },
      'no such tariff',
    ],
  ];
  for (const [shape, body, said] of bodies) {
    it(`are found in ${shape}`, () => {
      assert.equal(wordsOfBody(JSON.stringify(body)).said, said);
    });
  }

  it('are the text of a page, and plain text as it is', () => {
    const page =
      '<!doctype html><html><head><title>502 Bad Gateway</title><style>p{}</style></head><body><h1>Bad&nbsp;Gateway</h1>\n<script>x()</script></body>';
    assert.equal(wordsOfBody(page).said, '502 Bad Gateway Bad Gateway');
    assert.equal(wordsOfBody(' try again\nlater ').said, 'try again later');
    assert.equal(wordsOfBody('').said, '');
  });

  it('keep code, parameter and the status inside', () => {
    const { code, parameter, status } = wordsOfBody(
      '{"error":{"message":"m","code":"bad_value","param":"n","status":422}}',
    );
    assert.deepEqual([code, parameter, status], ['bad_value', 'n', 422]);
    assert.equal(wordsOfBody('{"error":{"message":"m","code":402}}').status, 402);
    assert.equal(wordsOfBody('{"error":{"message":"m","code":"402"}}').status, 402);
  });

  it('can be printed: on one line, bounded, with nothing that steers a terminal', () => {
    const { said } = wordsOfBody(
      JSON.stringify({ error: `a\u001b[31m\n\u202eb${'c'.repeat(1e5)}` }),
    );
    assert.match(said, /^a\\u001b\[31m \\u202ebc+…$/);
    assert.equal(said.length <= 650, true);
  });

  it('are no words where a value is an answer, or nothing known', () => {
    for (const value of [
      { choices: [] },
      { choices: [{ message: { content: 'x' } }], error: null },
      { choices: [], message: 'fine' },
      { hello: 'world' },
      { error: {} },
      null,
      17,
    ]) {
      assert.equal(failureIn(value), undefined, JSON.stringify(value));
    }
    assert.equal(failureIn({ choices: null, message: 'no' })?.said, 'no');
  });

  it('do not take deep nesting for an endless one', () => {
    const deep = `${'{"error":'.repeat(5000)}"x"${'}'.repeat(5000)}`;
    assert.equal(typeof wordsOfBody(deep).said, 'string');
  });
});
