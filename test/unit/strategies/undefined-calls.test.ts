import assert from 'node:assert/strict';
import { undefinedCalls } from '../../../src/core/strategies/undefined-calls.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

describe('calls of functions that nobody defines', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function called(language: LanguageId, code: string, defined: readonly string[] = []) {
    const found = await undefinedCalls(code, new Set(defined), language, parser);
    return found.map(({ call, arguments: count }) => [call, count] as const);
  }

  it('are told as they are written, each once', async () => {
    assert.deepEqual(
      await called('python', 'def f(x):\n    return g(x, (1, 2),\n        k=3) + g(x) + h()'),
      [
        ['g(x, (1, 2), k=3)', 3],
        ['h()', 0],
      ],
    );
  });

  it('are none where code binds the name, in whatever way, or the name is known', async () => {
    const python =
      'def f(x, key):\n    a, (b, *c) = x\n    with open(x) as d:\n        pass\n    if (e := key):\n        pass\n    return [a(i) for i in b(c)] + key(d(e()))';
    assert.deepEqual(await called('python', python, []), []);
    const script =
      'function f(x, { key, other: name = 1 }) {\n  const [a, ...b] = x;\n  try { g(); } catch (c) { c(); }\n  return a(b(key(name())));\n}';
    assert.deepEqual(await called('javascript', script), [['g()', 0]]);
    assert.deepEqual(await called('javascript', script, ['g']), []);
  });

  it('are none in strings, comments and members, and where an object is made', async () => {
    assert.deepEqual(
      await called('python', 'def f(x):\n    # g(1)\n    return "h(1)" + x.k(2)'),
      [],
    );
    assert.deepEqual(
      await called('typescript', 'function f(x: T) {\n  return new Later(`${i(1)} j(2)`);\n}'),
      [['i(1)', 1]],
    );
  });
});
