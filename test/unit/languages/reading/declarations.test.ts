import assert from 'node:assert/strict';
import {
  declarationAt,
  everyDeclaration,
  functionNamed,
  type Declaration,
} from '../../../../src/core/languages/kit/reading/declaration.ts';
import { languageOf } from '../../../../src/core/languages/languages.ts';
import type { LanguageId } from '../../../../src/core/text.ts';
import { sourceParser } from '../../../support/parser.ts';
import { treeReader } from './kit.ts';

/** `kind name`, with what is special about it. */
function line(each: Declaration): string {
  const words = [
    each.isConditional && 'conditional',
    each.isStatic && 'static',
    each.kind,
    each.qualifiedName === '' ? `[${each.names.join(' ')}]` : each.qualifiedName,
    each.isCut && 'cut',
  ];
  return words.filter((word) => word !== false).join(' ');
}

function parts(each: Declaration | undefined) {
  assert.ok(each);
  return {
    header: each.textOf(each.header),
    body: each.body && `${each.body.kind}: ${each.textOf(each.body.range)}`,
    ...(each.doc && { doc: each.textOf(each.doc) }),
  };
}

describe('declarations of a text', () => {
  const read = treeReader();
  const parser = sourceParser();
  after(() => parser.dispose());
  const all = async (language: LanguageId, text: string) => {
    const { tree, reading } = await read(language, text);
    return reading.declarations(tree);
  };
  const ofPart = async (language: LanguageId, text: string) => {
    const { reading } = languageOf(language);
    return reading.declarations(await reading.snippet(parser, language, text));
  };
  const named = (list: readonly Declaration[]) =>
    [...everyDeclaration(list)].filter(({ kind }) => kind !== 'statement').map(line);

  it('are those of a Python module, its branches and classes', async () => {
    const text = `"""Module."""
from a import b, c as d
import os.path
X: int = 1
p, q = 1, 2
if X:
    def g(): pass
else:
    def g(): return 2
class C(B):
    n = 1
    h = lambda self: 1
    @staticmethod
    def s(): ...
    class D:
        def m(self):
            def deep(): pass
k = lambda x: x + 1
type T = int
print(k)
`;
    assert.deepEqual(named(await all('python', text)), [
      'import [b d]',
      'import os',
      'constant X',
      'constant [p q]',
      'conditional function g',
      'conditional function g',
      'class C',
      'field C.n',
      'method C.h',
      'static method C.s',
      'class C.D',
      'method C.D.m',
      'function C.D.m.deep',
      'function k',
      'type T',
    ]);
  });

  it('are those of a JavaScript module, whatever form they have', async () => {
    const text = `import d, { a as b } from 'm';
export default async function () {}
export const g = (x) => x, h = 1;
const { m, n: [o] } = q;
const obj = { k: 1, a: (x) => x, async *c() {}, 'd-e': function () {}, sh, ...s, in: { f() {} } };
exports.e = function (x) {};
module.exports.e2 = (x) => x;
Vec.prototype.sum = function () {};
Vec.of = () => 1;
module.exports = { foo() {}, bar };
`;
    assert.deepEqual(named(await all('javascript', text)), [
      'import [d b]',
      'function default',
      'function g',
      'constant h',
      'constant [m o]',
      'object obj',
      'field obj.k',
      'method obj.a',
      'method obj.c',
      'method obj.d-e',
      'field obj.sh',
      'object obj.in',
      'method obj.in.f',
      'function e',
      'function e2',
      'method Vec.sum',
      'static method Vec.of',
      'object [module.exports]',
      'method foo',
      'field bar',
    ]);
  });

  it('are those of a TypeScript module', async () => {
    const text = `import type { T } from 'm';
export abstract class C<T> extends D {
  on = (x: T) => x;
  static s = function () {};
  #p = 1;
  constructor(private z: Z) { super(); }
  abstract ab(): void;
}
export namespace N.M { export function inner() {} }
function ov(a: string): void;
function ov(a: any) { const ov = 1; }
export { ov as o };
interface I { a: B }
export type U = 1;
enum E { A }
declare function amb(x: number): void;
export default class { m() {} }
const obj = { arrow: (x) => x } satisfies Q;
`;
    assert.deepEqual(named(await all('typescript', text)), [
      'import T',
      'class C',
      'method C.on',
      'static method C.s',
      'field C.#p',
      'method C.constructor',
      'method C.ab',
      'namespace N.M',
      'function N.M.inner',
      'function ov',
      'function ov',
      'constant ov.ov',
      'export []',
      'type I',
      'type U',
      'enum E',
      'function amb',
      'class default',
      'method default.m',
      'object obj',
      'method obj.arrow',
    ]);
  });

  const taken: readonly [LanguageId, string, string, string, ReturnType<typeof parts>][] = [
    [
      'python',
      'decorators, remarks, a continued header and a docstring',
      '@dec(1)  # why\n# remark\nasync def f(a,\n        b=1) -> int:  # tail\n    """Doc."""\n    # first\n    x = 1\n\n    return x  # end\n    # last\n# other\n',
      'f',
      {
        header: '@dec(1)  # why\n# remark\nasync def f(a,\n        b=1) -> int:',
        doc: '"""Doc."""',
        body: 'block: # first\n    x = 1\n\n    return x  # end\n    # last',
      },
    ],
    [
      'python',
      'a body on the line of the header',
      'def f(x: {1: 2}): return x\n',
      'f',
      { header: 'def f(x: {1: 2}):', body: 'block: return x' },
    ],
    [
      'python',
      'nothing but a docstring',
      'class C:\n  def f(self):\n    r"""a"""\n',
      'C.f',
      { header: 'def f(self):', doc: 'r"""a"""', body: 'block: ' },
    ],
    [
      'python',
      'a lambda',
      'f = lambda x: {x: 1}',
      'f',
      { header: 'f = lambda x:', body: 'expression: {x: 1}' },
    ],
    [
      'python',
      'CRLF',
      'def f():\r\n    """d"""\r\n    # a\r\n    return 1\r\n    # b\r\n',
      'f',
      { header: 'def f():', doc: '"""d"""', body: 'block: # a\r\n    return 1\r\n    # b' },
    ],
    [
      'typescript',
      'a doc comment, decorators and export',
      '/** Doc */\n@a() // r\nexport class C {\n  /** M */\n  @b\n  m<T>(x = "{"): T { return x; }\n}',
      'C.m',
      { header: '@b\n  m<T>(x = "{"): T', doc: '/** M */', body: 'block:  return x; ' },
    ],
    [
      'typescript',
      'an arrow with a type',
      '/** D */\nexport const f = async <T,>(x: T): Promise<{ a: T }> => ({ a: x });',
      'f',
      {
        header: 'export const f = async <T,>(x: T): Promise<{ a: T }> =>',
        doc: '/** D */',
        body: 'expression: ({ a: x })',
      },
    ],
    [
      'javascript',
      'a variable of its own name inside',
      'function total(xs, total = 0) { const total = (a) => a; return total; }',
      'total',
      {
        header: 'function total(xs, total = 0)',
        body: 'block:  const total = (a) => a; return total; ',
      },
    ],
    [
      'javascript',
      'a prototype',
      'Vec.prototype.sum = function sum() { return 0; };',
      'Vec.prototype.sum',
      { header: 'Vec.prototype.sum = function sum()', body: 'block:  return 0; ' },
    ],
    [
      'javascript',
      'exports',
      'exports.f = exports.g = (x) => x;',
      'f',
      { header: 'exports.f = exports.g = (x) =>', body: 'expression: x' },
    ],
    [
      'javascript',
      'a pair of an object',
      'export default { name: (x) => x, k: 1 };',
      'default.name',
      { header: 'name: (x) =>', body: 'expression: x' },
    ],
    [
      'javascript',
      'a bare parameter',
      'const f = x => x + 1',
      'f',
      { header: 'const f = x =>', body: 'expression: x + 1' },
    ],
    [
      'typescript',
      'an overload, of which the last has the body',
      'function f(a: string): void;\nfunction f(a: any) { a }',
      'f',
      { header: 'function f(a: any)', body: 'block:  a ' },
    ],
  ];
  for (const [language, what, text, name, expected] of taken) {
    it(`${language}: takes apart ${what}`, async () => {
      assert.deepEqual(parts(functionNamed(await all(language, text), name)), expected);
    });
  }

  const snippets: readonly [LanguageId, string, string, readonly string[]][] = [
    [
      'python',
      '    @p\n    def f(self):\n        return 1\n\n    def g(self): pass\n',
      'methods at their indentation',
      ['function f', 'function g'],
    ],
    [
      'python',
      'def f(x):\n    y = g(1,\n',
      'a bracket that is not closed',
      ['function f cut', 'constant f.y'],
    ],
    [
      'python',
      'def f(x):\n    """doc (x\n    more',
      'a docstring that is not closed',
      ['function f cut'],
    ],
    ['python', 'def f(x):', 'a body that is missing', ['function f cut']],
    ['javascript', 'f(x) {\n  return x;\n}', 'a bare method', ['method f']],
    [
      'javascript',
      'static async of(x) { return 1 }\nget y() { return 2 } // end',
      'bare methods with words before them',
      ['static method of', 'method y'],
    ],
    ['javascript', 'name: (x) => x,', 'a pair', ['function name']],
    ['javascript', 'name: (x) => x', 'a pair that reads as a label', ['function name']],
    ['javascript', 'name: function own(x) {}', 'a pair with two names', ['function name']],
    ['typescript', '(a as B).c = (x) => x;', 'a member of no name', ['function c']],
    ['javascript', 'this.add = function (x) {};', 'a member of `this`', ['function add']],
    ['javascript', 'f() {}, k: 1', 'methods of an object', ['method f', 'constant k']],
    ['javascript', 'on = (x) => x;', 'a field', ['function on']],
    [
      'javascript',
      'function f(x) {\n  if (x) {\n    return [x,',
      'a cut function',
      ['function f cut'],
    ],
    ['javascript', 'f(x) {\n  return x +', 'a cut method', ['method f cut']],
    ['javascript', 'name: function (x) {\n  return { a: x', 'a cut pair', ['function name cut']],
    ['javascript', 'const f = (x) => {\n  return `a ${x', 'a cut template', ['function f cut']],
    ['typescript', 'm<T>(x: T): T {\n  return x;\n}', 'a bare method with types', ['method m']],
  ];
  for (const [language, text, what, expected] of snippets) {
    it(`${language}: reads ${what} alone`, async () => {
      const found = await ofPart(language, text);
      assert.deepEqual(named(found), expected);
      for (const each of everyDeclaration(found)) {
        assert.equal(each.node.tree.text, text);
        assert.ok(each.whole.start >= 0 && each.whole.end <= text.length);
      }
    });
  }

  it('has offsets of the text, not of what had to stand around it', async () => {
    const [method] = await ofPart('javascript', ' f(x) { return x; }');
    assert.deepEqual(parts(method), { header: 'f(x)', body: 'block:  return x; ' });
    assert.deepEqual(method?.header, { start: 1, end: 5 });
  });

  it('finds functions by name: qualified, as written, or by the last part in a part of a file', async () => {
    const list = await all(
      'python',
      'def f(): pass\nclass A:\n  def f(self): pass\n  def g(self): pass\n',
    );
    assert.equal(functionNamed(list, 'f')?.kind, 'function');
    assert.equal(functionNamed(list, 'A.f')?.kind, 'method');
    assert.equal(functionNamed(list, 'B.g')?.qualifiedName, 'A.g');
    assert.equal(functionNamed(list, 'h'), undefined);
    assert.equal(declarationAt(list, 30)?.qualifiedName, 'A.f');
    const exported = await all('javascript', 'module.exports.f = () => 1;');
    assert.equal(functionNamed(exported, 'f')?.written, 'module.exports.f');
  });

  it('finds a computed name', async () => {
    const list = await all('javascript', 'class Bag { [Symbol.iterator]() {} }');
    assert.equal(functionNamed(list, 'Bag.[Symbol.iterator]')?.name, '[Symbol.iterator]');
    assert.equal(functionNamed(list, 'Other.[Symbol.iterator]')?.name, '[Symbol.iterator]');
    const [over] = await all('javascript', 'a = {\n  [\n    b + "x"\n  ](c) {},\n};');
    assert.deepEqual(
      over?.members.map(({ name }) => name),
      ['[ b + "x" ]'],
    );
  });

  it('says which words export it, and where the whole of it is', async () => {
    const [, found] = await all('javascript', 'x;\n/** D */\nexport default function f() {}\n');
    assert.equal(found?.textOf(found.exportWords), 'export default ');
    assert.equal(found.textOf(found.whole), '/** D */\nexport default function f() {}');
  });

  it('says what it can read of broken text', async () => {
    for (const text of [
      'class {',
      'function (',
      'export',
      '@',
      'a = {',
      'x: function',
      '}})',
      'def f(',
      '',
    ]) {
      for (const language of ['python', 'javascript', 'typescriptreact'] as const) {
        assert.ok(Array.isArray(named(await ofPart(language, text))));
      }
    }
    assert.deepEqual(
      named(await all('python', 'def f(x):\n    return (\n\ndef g(): pass\n')).at(-1),
      'function g',
    );
  });
});
