import assert from 'node:assert/strict';
import { fitContext, leftOutText } from '../../../src/core/engine/fit-context.ts';
import { promptTokens } from '../../../src/core/engine/prices.ts';
import type { Task } from '../../../src/core/task.ts';
import { task as bare } from './kit.ts';

const texts = (count: number, what: string) =>
  Array.from({ length: count }, (_, n) => `def ${what}_${n}(value):\n    return value + ${n}`);
const task: Task = {
  ...bare,
  context: {
    imports: ['import math'],
    imported: texts(20, 'imported'),
    declarations: texts(60, 'declared'),
    enclosing: '',
    related: texts(20, 'related'),
    moduleNames: texts(60, 'declared').map((text) => text.slice(4, 14)),
    tokens: 2500,
  },
};
const limits = { maxTokens: 2048 };

describe('a task for a model with a small context', () => {
  it('is left as it is where nothing is known, or all has room', () => {
    assert.equal(fitContext(task, {}, limits).task, task);
    assert.deepEqual(fitContext(task, { contextTokens: 128_000 }, limits), { task, leftOut: [] });
  });

  it('lacks what is missed the least, and says so', () => {
    const fitted = fitContext(task, { contextTokens: 4096 }, limits);
    assert.deepEqual(fitted.leftOut, [
      '2 pieces of related code',
      '57 names that the file defines',
    ]);
    assert.match(
      leftOutText(fitted.leftOut, 4096),
      /^The model reads 4096 tokens at once, so its prompts lack 2 pieces of related code, 57 names that the file defines\. Give/,
    );
  });

  it('has room for prompt and answer together', () => {
    for (const contextTokens of [2048, 4096, 6000, 8192]) {
      for (const reasoningTokens of [0, 2048]) {
        const traits = { contextTokens, reasoningTokens };
        const { context } = fitContext(task, traits, limits).task;
        const content = [context.imports, context.imported, context.declarations, context.related]
          .concat([context.moduleNames])
          .flatMap((part) => part ?? [])
          .join('\n\n');
        const answer = Math.min(2048 + reasoningTokens, Math.max(512, contextTokens / 3));
        const tokens = promptTokens([{ role: 'user', content }]);
        assert.ok(
          tokens <= Math.max(20, contextTokens - answer - 1200 + 10),
          `${tokens} of ${contextTokens}`,
        );
      }
    }
  });

  it('keeps the function, its examples and its file', () => {
    const fitted = fitContext(task, { contextTokens: 1024 }, limits);
    assert.deepEqual({ ...fitted.task, context: undefined }, { ...task, context: undefined });
    assert.deepEqual(fitted.task.context.declarations, []);
  });
});
