import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SentRequest } from '../../../src/core/engine/runs.ts';
import { sentText } from '../../../src/vscode/documents/sent-text.ts';

function request(content: string, answer: string): SentRequest {
  return {
    action: 'root:sample#1',
    node: 'root',
    operator: 'sample',
    model: 'localhost:m',
    at: 0,
    request: {
      messages: [
        { role: 'system', content: 'Be careful.' },
        { role: 'user', content },
      ],
      samples: 2,
      temperature: 0.8,
      maxTokens: 512,
    },
    reply: {
      model: 'm',
      usage: { promptTokens: 1, completionTokens: 1, estimated: false },
      notices: [],
      samples: [
        { text: answer, finish: 'stop' },
        { text: 'half', finish: 'cut' },
      ],
    },
  };
}

describe('what was sent', () => {
  it('shows every message and every answer whole', () => {
    const text = sentText('f', [request('Implement `f`.', 'def f(): ...')]);
    for (const part of ['Be careful.', 'Implement `f`.', 'def f(): ...', '2 samples', '512']) {
      assert.ok(text.includes(part), part);
    }
    assert.match(text, /### Answer 1 of 2\n[^]*### Answer 2 of 2 \(cut off\)\n/);
    assert.match(text, /^# What was sent for f\n/);
  });

  it('shows what was appended for a model of the editor, and for no other', () => {
    const server = request('Implement `f`.', '');
    const editor = { ...server, model: 'vscode.lm:copilot/gpt' };
    assert.doesNotMatch(sentText('f', [server]), /Variant/);
    assert.match(sentText('f', [editor]), /Variant \w{4}\.1: [^]*Variant \w{4}\.2: /);
  });

  it('says so where nothing was sent', () => {
    assert.match(sentText('f', []), /Nothing was sent\./);
  });

  it('keeps fences of a prompt inside its own', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 3, max: 9 }), (words, length) => {
        const content = `${words}\n${'`'.repeat(length)}\ncode`;
        const text = sentText('f', [request(content, '')]);
        assert.ok(text.includes(`${'`'.repeat(length + 1)}text\n${content}\n`));
      }),
    );
  });
});
