import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ParseError, WorkerParser } from '../../../src/node/parser/worker-parser.ts';
import { workerParser, sourceParserOptions } from '../../support/parser.ts';

/** A worker that hangs or dies when a text asks for it, and otherwise answers with its errors. */
const misbehaving = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ id, text }) => {
      if (text === 'die') process.exit(1);
      if (text === 'throw') throw new Error('broken');
      if (text === 'hang') for (;;);
      const value = { functions: [], classes: [], statements: [], errors: [{ start: 0, end: text.length }] };
      parentPort.postMessage({ id, ok: true, value });
    });
  `)}`,
);

function reason(error: unknown): string {
  return error instanceof ParseError ? error.reason : String(error);
}

describe('WorkerParser', () => {
  it('answers requests that are under way together', async () => {
    const parser = workerParser();
    const texts = Array.from({ length: 20 }, (_, index) => `def f${index}(): pass\n`);
    const parsed = await Promise.all(texts.map((text) => parser.summarize('python', text)));
    assert.deepEqual(
      parsed.map(({ functions }) => functions[0]?.qualifiedName),
      texts.map((_, index) => `f${index}`),
    );
    await parser.dispose();
  });

  it('gives up on a text that takes too long', async () => {
    const parser = workerParser(1);
    const long = 'def f(): pass\n'.repeat(50_000);
    const outcome = await parser.summarize('python', long).then(() => 'parsed', reason);
    assert.equal(outcome, 'timeout');
    await parser.dispose();
  });

  it('lets a text that hangs or kills the worker cost no other its answer', async () => {
    const parser = new WorkerParser({ script: misbehaving, wasm: {}, queries: '', limitMs: 1000 });
    const texts = ['one', 'hang', 'three', 'die', 'throw', 'seventh'];
    const outcomes = await Promise.all(
      texts.map((text) =>
        parser.summarize('python', text).then(({ errors }) => errors[0]?.end, reason),
      ),
    );
    assert.deepEqual(outcomes, [3, 'timeout', 5, 'failed', 'failed', 7]);
    await parser.dispose();
    assert.equal(parser.isRunning, false);
  });

  it('rejects what waits when it is closed, and everything after', async () => {
    const parser = new WorkerParser({ script: misbehaving, wasm: {}, queries: '' });
    const waiting = ['hang', 'two'].map((text) => parser.summarize('python', text).catch(reason));
    await parser.dispose();
    assert.deepEqual(await Promise.all(waiting), ['disposed', 'disposed']);
    assert.equal(await parser.summarize('python', 'x').catch(reason), 'disposed');
  });

  it('lets an idle worker go and starts another when it is needed', async () => {
    const parser = new WorkerParser({ ...sourceParserOptions(), idleMs: 0 });
    await parser.summarize('python', 'x = 1\n');
    while (parser.isRunning) await new Promise((resolve) => setImmediate(resolve));
    const again = await parser.summarize('python', 'def f(): pass\n');
    assert.equal(again.functions.length, 1);
    await parser.dispose();
  });

  it('answers queries, and says so where a query does not fit the grammar', async () => {
    const parser = workerParser();
    const found = await parser.nodes('python', 'x = 1 < 2\n', '(integer) @number "<" @less');
    assert.deepEqual(found, [
      { name: 'number', start: 4, end: 5 },
      { name: 'less', start: 6, end: 7 },
      { name: 'number', start: 8, end: 9 },
    ]);
    const outcome = await parser.nodes('python', 'x', '(no_such_node) @x').catch(reason);
    assert.equal(outcome, 'failed');
    await parser.dispose();
  });

  it('reads an edited document as it reads a new one', async () => {
    const edited = workerParser();
    const fresh = workerParser();
    const block = (index: number) =>
      `def f${index}(a, b=${index}):\n    """Doc 🌱."""\n    return a\n\n\n`;
    const start = Array.from({ length: 200 }, (_, index) => block(index)).join('');
    const edit = fc.record({
      at: fc.nat({ max: 199 }),
      what: fc.constantFrom(
        '# 🌳 remark\n',
        'def g(x): ...\n',
        'X = 1\n',
        'class C:\n    pass\n',
        '',
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        let text = start;
        for (const { at, what } of edits) {
          const place = text.indexOf(`def f${at}(`);
          text = text.slice(0, place) + what + text.slice(place);
          const known = await edited.summarize('python', text);
          await fresh.summarize('python', ' '.repeat(9000));
          assert.deepEqual(known, await fresh.summarize('python', text));
        }
      }),
      { numRuns: 20 },
    );
    await Promise.all([edited.dispose(), fresh.dispose()]);
  });

  it('survives any text in any language', async () => {
    const parser = workerParser();
    const words =
      'def |class |f|(|)|:|{|}|"""|`|\n|    |=>|async |@|🌱|*|import |from |...|/** */|;'.split(
        '|',
      );
    const pieces = fc.array(fc.constantFrom(...words), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        pieces,
        fc.constantFrom('python', 'typescriptreact', 'javascript', 'typescript'),
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
