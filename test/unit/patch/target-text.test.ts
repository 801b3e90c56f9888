import assert from 'node:assert/strict';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import { targetText } from '../../../src/core/patch/target-text.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

describe('the target with another body', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  /** What stands in the place of the function. */
  async function written(languageId: LanguageId, text: string, name: string, code: string) {
    const captured = await captureNamed(
      { uri: 'file:///a', languageId, version: 1, text },
      name,
      parser,
    );
    assert.ok(captured.ok);
    return targetText(captured.value, code, parser);
  }

  const cases: readonly {
    readonly keeps: string;
    readonly language: LanguageId;
    readonly file: string;
    readonly name: string;
    readonly code: string;
    readonly result: string;
  }[] = [
    {
      keeps: 'a method that its author wrote on one line',
      language: 'typescript',
      file: 'class Box {\n  #n = 1;\n  get n() { return this.#n; }\n}\n',
      name: 'Box.n',
      code: 'get n() {\n  return this.#n + 1;\n}',
      result: 'get n() { return this.#n + 1; }',
    },
    {
      keeps: 'a method of an object that its author wrote on one line',
      language: 'javascript',
      file: 'module.exports = { twice(x) { return x }, id: x => x };\n',
      name: 'twice',
      code: 'twice(x) {\n  return 2 * x\n}',
      result: 'twice(x) { return 2 * x }',
    },
    {
      keeps: 'a function on one line with a remark behind it',
      language: 'python',
      file: 'def half(n): return n / 2  # ?\n',
      name: 'half',
      code: 'def half(n):\n    return n // 2  # ?',
      result: 'def half(n): return n // 2  # ?',
    },
    {
      keeps: 'a remark between an arrow and its expression',
      language: 'typescript',
      file: 'const twice = (x: number) =>\n  // by hand\n  x + x;\n',
      name: 'twice',
      code: 'const twice = (x: number) =>\n  2 * x;',
      result: 'const twice = (x: number) =>\n  // by hand\n  2 * x;',
    },
    {
      keeps: 'comments behind the header and inside of it',
      language: 'python',
      file: 'def area(\n    w,  # cm\n    h,\n):  # noqa: E501\n    ...\n',
      name: 'area',
      code: 'def area(\n    w,  # cm\n    h,\n):\n    return w * h',
      result: 'def area(\n    w,  # cm\n    h,\n):  # noqa: E501\n    return w * h',
    },
    {
      keeps: 'a type comment above the docstring, and a remark behind that',
      language: 'python',
      file: 'def half(n):\n    # type: (int) -> int\n    """Half."""  # noqa: D401\n\n    raise NotImplementedError  # TODO\n',
      name: 'half',
      code: 'def half(n):\n    """Half."""\n    # whole numbers\n    return n // 2',
      result:
        'def half(n):\n    # type: (int) -> int\n    """Half."""  # noqa: D401\n\n    # whole numbers\n    return n // 2',
    },
    {
      keeps: 'remarks above the docstring, and adds those of the candidate',
      language: 'python',
      file: 'class C:\n\tdef half(self, n):\n\t\t# type: (int) -> int\n\t\t"""Half."""\n\t\treturn n / 2\n',
      name: 'C.half',
      code: 'def half(self, n):\n    # type: (int) -> int\n    # Rounds down.\n    """Half."""\n    return n // 2',
      result:
        'def half(self, n):\n\t\t# type: (int) -> int\n\t\t# Rounds down.\n\t\t"""Half."""\n\t\treturn n // 2',
    },
    {
      keeps: 'a type comment where nothing but it stands in the body',
      language: 'python',
      file: 'def half(n):\n    # type: (int) -> int\n    """Half."""\n',
      name: 'half',
      code: 'def half(n):\n    """Half."""\n    return n // 2',
      result: 'def half(n):\n    # type: (int) -> int\n    """Half."""\n    return n // 2',
    },
    {
      keeps: 'the docstring of a stub on one line',
      language: 'python',
      file: 'class A:\n\tdef one(self): "One."\n',
      name: 'A.one',
      code: 'def one(self):\n    "One."\n    if self:\n        return 1',
      result: 'def one(self):\n\t\t"One."\n\t\tif self:\n\t\t\treturn 1',
    },
    {
      keeps: 'a body on the line of its header, where the new one fits there',
      language: 'python',
      file: 'def one(): return 0\n',
      name: 'one',
      code: 'def one():\n    return 1',
      result: 'def one(): return 1',
    },
    {
      keeps: 'remarks of a stub, but no TODO',
      language: 'typescript',
      file: 'export function f(n: number) { // eslint-disable-line\n  // Negative numbers count.\n  // TODO: write it\n}\n',
      name: 'f',
      code: 'function f(n: number) {\n  return -n;\n}',
      result:
        'export function f(n: number) { // eslint-disable-line\n  // Negative numbers count.\n  return -n;\n}',
    },
    {
      keeps: 'directives, once',
      language: 'javascript',
      file: "function f(n) {\n    'use strict';\n    throw new Error('todo');\n}\n",
      name: 'f',
      code: "function f(n) {\n  'use strict';\n  if (n) {\n    return n;\n  }\n  return 0;\n}",
      result:
        "function f(n) {\n    'use strict';\n    if (n) {\n        return n;\n    }\n    return 0;\n}",
    },
    {
      keeps: 'the arrow, and the line on which an expression begins',
      language: 'typescript',
      file: 'class A {\n  sum = (xs: number[]) =>\n    xs.reduce((a, b) => a, 0);\n}\n',
      name: 'A.sum',
      code: 'sum = (xs: number[]) =>\n  xs.reduce((a, b) => {\n    return a + b;\n  }, 0);',
      result: 'sum = (xs: number[]) =>\n    xs.reduce((a, b) => {\n      return a + b;\n    }, 0);',
    },
    {
      keeps: 'the place of a block where an expression comes',
      language: 'typescript',
      file: 'const one = (n: number) => {\n  throw new Error();\n};\n',
      name: 'one',
      code: 'const one = (n: number) => n + 1;',
      result: 'const one = (n: number) => n + 1;',
    },
    {
      keeps: 'empty braces where they are',
      language: 'typescript',
      file: 'namespace N {\n  export function f(): number {}\n}\n',
      name: 'N.f',
      code: 'function f(): number {\n  return 1;\n}',
      result: 'export function f(): number {\n    return 1;\n  }',
    },
    {
      keeps: 'line ends',
      language: 'python',
      file: 'def f(a,\r\n      b):\r\n    pass\r\n',
      name: 'f',
      code: 'def f(a,\n      b):\n    if a:\n        return b\n    return a',
      result: 'def f(a,\r\n      b):\r\n    if a:\r\n        return b\r\n    return a',
    },
  ];

  for (const { keeps, language, file, name, code, result } of cases) {
    it(`keeps ${keeps}`, async () => {
      assert.equal(await written(language, file, name, code), result);
    });
  }

  it('is undefined under another header', async () => {
    const file = 'def f(a):\n    pass\n';
    assert.equal(await written('python', file, 'f', 'def f(a, b):\n    return a'), undefined);
  });
});
