import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ParseError } from '../../../src/node/parser/worker-parser.ts';
import { sourceParser } from '../../support/parser.ts';

describe('WorkerParser', () => {
  it('answers requests that are under way together', async () => {
    const parser = sourceParser();
    const texts = Array.from({ length: 20 }, (_, index) => `def f${index}(): pass\n`);
    const parsed = await Promise.all(texts.map((text) => parser.parse('python', text)));
    assert.deepEqual(
      parsed.map(({ functions }) => functions[0]?.qualifiedName),
      texts.map((_, index) => `f${index}`),
    );
    await parser.dispose();
  });

  it('gives up on a text that takes too long, and starts again', async () => {
    const parser = sourceParser(1);
    const long = 'def f(): pass\n'.repeat(50_000);
    await assert.rejects(
      parser.parse('python', long),
      (error) => error instanceof ParseError && error.reason === 'timeout',
    );
    await parser.dispose();
    await assert.rejects(
      parser.parse('python', 'x'),
      (error) => error instanceof ParseError && error.reason === 'disposed',
    );
  });

  it('survives any text in any language', async () => {
    const parser = sourceParser();
    const pieces = fc.array(
      fc.constantFrom(
        'def ',
        'class ',
        'f',
        '(',
        ')',
        ':',
        '{',
        '}',
        '"""',
        '`',
        '\n',
        '    ',
        '=>',
        'async ',
        '@',
        '🌱',
        '*',
      ),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(
        pieces,
        fc.constantFrom('python', 'typescriptreact', 'javascript'),
        async (parts, language) => {
          const text = parts.join('');
          const { functions } = await parser.summarize(language, text);
          for (const { range, body, signature } of functions) {
            assert.ok(range.start <= signature.start && signature.end <= range.end);
            assert.ok(range.start <= body.start && body.start <= body.end && body.end <= range.end);
          }
        },
      ),
      { numRuns: 200 },
    );
    await parser.dispose();
  });
});
