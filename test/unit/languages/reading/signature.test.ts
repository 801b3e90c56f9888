import assert from 'node:assert/strict';
import { parseSource } from '../../../../src/core/languages/parsed-source.ts';
import type { LanguageId } from '../../../../src/core/text.ts';
import { sourceParser } from '../../../support/parser.ts';

describe('signatures', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  const signature = async (language: LanguageId, text: string) => {
    const { functions } = await parseSource(parser, language, text);
    return functions.map(({ declaration, parameters, returns, async, generator, isStub }) => {
      const shown = parameters.map(({ name, kind, type, default: value }) => {
        const mark = { positional: '', 'keyword-only': '=', rest: '*', keywords: '**' }[kind];
        return `${mark}${name}${type ? `:${type}` : ''}${value ? `?${value}` : ''}`;
      });
      const words = [async && 'async', generator && 'yields', isStub && 'stub'];
      const said = [...words.filter(Boolean), declaration.name].join(' ');
      return `${said}(${shown.join(' ')})${returns ? ` ${returns}` : ''}`;
    });
  };

  const cases: readonly (readonly [LanguageId, string, readonly string[]])[] = [
    [
      'python',
      'def f(a, /, b: int, c=1, *, d, e: str = "x", **k: int) -> list[int]: ...',
      ['stub f(a b:int c?1 =d =e:str?"x" **k:int) list[int]'],
    ],
    [
      'python',
      'async def f(*xs: int, y):\n    yield [x for x in xs]',
      ['async yields f(*xs:int =y)'],
    ],
    [
      'python',
      'def f():\n    def g():\n        yield 1\n    return g\nh = lambda x, *y: x',
      ['f()', 'yields g()', 'h(x *y)'],
    ],
    ['python', 'def f():\n    """Doc."""\n    raise NotImplementedError("later")', ['stub f()']],
    [
      'python',
      'def f():\n    # TODO\n    return None\ndef g():\n    return None',
      ['stub f()', 'g()'],
    ],
    [
      'python',
      'class P(Protocol):\n    def f(self): ...\nclass Q:\n    @abstractmethod\n    def g(self): ...\n    def h(self): ...',
      ['f(self)', 'g(self)', 'stub h(self)'],
    ],
    [
      'typescript',
      'class C { async *f<T>(this: C, private a: T, b?: number, { c } = {}, ...d: T[]): AsyncGenerator<T> { yield a; } }',
      ['async yields f(a:T b:number?undefined { c }?{} *d:T[]) AsyncGenerator<T>'],
    ],
    [
      'typescript',
      'const f = (x: number): x is 1 => true; const g = async y => y;',
      ['f(x:number) x is 1', 'async g(y)'],
    ],
    [
      'typescript',
      "function f(a: string): void;\nfunction f(a) { throw new Error('Not implemented'); }\n/** Doc. */\nfunction g() {}\nfunction h() {}",
      ['stub f(a)', 'stub g()', 'h()'],
    ],
    ['javascript', 'exports.f = function* (a = 1, [b], ...c) {};', ['yields f(a?1 [b] *c)']],
    ['javascript', 'twice: (x) => x,', ['twice(x)']],
  ];
  for (const [language, text, expected] of cases) {
    it(`${language}: ${text.slice(0, 60)}`, async () => {
      assert.deepEqual(await signature(language, text), expected);
    });
  }
});
