import assert from 'node:assert/strict';
import type { Names } from '../../../../src/core/languages/kit/reading/names.ts';
import type { LanguageId } from '../../../../src/core/text.ts';
import { edited, treeReader } from './kit.ts';

interface Expected {
  readonly free?: string;
  readonly bound?: string;
  readonly types?: string;
  readonly load?: string;
  readonly mentioned?: string;
}

const words = (names: Iterable<string>) => [...names].join(' ');

describe('names of code', () => {
  const read = treeReader();

  const namesOf = async (language: LanguageId, text: string): Promise<Names> => {
    const { tree, reading } = await read(language, text);
    return reading.names(tree.root);
  };

  function tells(language: LanguageId, what: string, text: string, expected: Expected) {
    it(`${language}: ${what}`, async () => {
      const names = await namesOf(language, text);
      const found: Required<Expected> = {
        free: words(names.free()),
        bound: words(names.bound.keys()),
        types: words(names.boundTypes.keys()),
        load: words(names.neededToLoad()),
        mentioned: words(names.mentioned),
      };
      const asked = Object.keys(expected) as (keyof Expected)[];
      assert.deepEqual(Object.fromEntries(asked.map((key) => [key, found[key]])), expected);
    });
  }

  tells(
    'python',
    'attributes, keyword arguments, strings and comments are no names',
    'f(a.b, key=c)  # d\n"e"\n',
    {
      mentioned: 'f a c',
      free: 'f a c',
    },
  );
  tells(
    'python',
    'expressions of f-strings and their format specs are code',
    'x = f"{n:#x} {w!r:>{k}} {f\'{i}\'} {{no}}" + g',
    {
      free: 'n w k i g',
    },
  );
  tells(
    'python',
    'scopes of functions, their parameters, and what they need to load',
    '@dec(d)\ndef f(a: A, b=B, *c, e, **k) -> R:\n    x = a + b + g\n    def h(): return x + c\n    return h(e, k)\n',
    {
      bound: 'f',
      free: 'dec d A B R g',
      load: 'dec d A B R',
    },
  );
  tells(
    'python',
    'annotations do not run where they are postponed',
    'from __future__ import annotations\ndef f(a: A = D) -> R: pass\nx: T = v\n',
    {
      load: 'D v',
      bound: 'f x',
    },
  );
  tells(
    'python',
    'comprehensions have variables of their own, and give away what they assign',
    'y = [i for i in src if (m := i) for j in i]',
    {
      bound: 'y m',
      free: 'src',
    },
  );
  tells(
    'python',
    'functions do not see the names of the class around them',
    'class C(B, metaclass=M):\n    n = 1\n    k = n + z\n    l = [n for q in n]\n    def f(self): return n, self.k\n',
    {
      bound: 'C',
      free: 'B M z n',
      load: 'B M z n',
    },
  );
  tells(
    'python',
    'global and nonlocal, wherever they stand',
    'def f():\n    v = 0\n    def g():\n        nonlocal v\n        global w\n        w = v\n        v = 1\n',
    {
      bound: 'f w',
      free: '',
    },
  );
  tells(
    'python',
    'imports',
    'import a.b, c.d as e\nfrom .m import (f, g as h)\nfrom k import *\n',
    {
      bound: 'a e f h',
      free: '',
    },
  );
  tells(
    'python',
    'patterns bind bare names and look up the others',
    'match v:\n    case P(x=0, y=yy) | {"k": vv, **rest}: pass\n    case [a1, *_] as whole if g: pass\n    case mod.CONST: pass\n    case name: pass\n',
    {
      bound: 'yy vv rest a1 whole name',
      free: 'v P g mod',
    },
  );
  tells(
    'python',
    'targets of loops, with, except, del, walrus and unpacking',
    'for i, (j, k) in z: o.p[q] += 1\nwith open(t) as (u, v.w): pass\ntry: pass\nexcept E as err: pass\ndel d, o.x\nif (w := s): pass\n(a, *b), [c] = r\n',
    {
      bound: 'i j k u err d w a b c',
      free: 'z o q open t v E s r',
    },
  );
  tells(
    'python',
    'type parameters and aliases',
    'def f[T: B](x: T) -> list[T]: return T\ntype X[V] = dict[V, W]\n',
    {
      bound: 'f X',
      free: 'B list dict W',
      load: 'B list',
    },
  );
  tells('python', 'an attribute of what type() gives is no type alias', 'type(self).x = f(y)\n', {
    bound: '',
    free: 'type self f y',
  });
  tells('python', 'soft keywords are names', 'match = type\nprint(match)\ncase = _', {
    bound: 'match case',
    free: 'type print _',
  });
  tells(
    'python',
    'lambdas run with the call that gets them, functions when called',
    'a = sorted(x, key=lambda e: rank(e))\nb = lambda: later\n',
    {
      load: 'sorted x rank',
      free: 'sorted x rank later',
    },
  );
  tells('python', 'broken text', 'def f(a:\n  g(', { mentioned: 'f a g' });

  tells(
    'javascript',
    'properties, keys, labels, strings and comments are no names',
    'l: for (;;) break l; f(a.b, { c: d, e, "g": 1, [h]: 2, m() {} }); // i',
    {
      mentioned: 'f a d e h',
      free: 'f a d e h',
    },
  );
  tells(
    'javascript',
    'expressions of templates, nested ones too',
    'const t = `a ${b + `n ${c}`} d`;',
    { free: 'b c', bound: 't' },
  );
  tells(
    'javascript',
    'destructuring, defaults and computed keys',
    'const { a: b, c = d, [k]: e, ...r } = o, [x, , y = z] = w;',
    {
      bound: 'b c e r x y',
      free: 'd k o z w',
    },
  );
  tells(
    'javascript',
    'var and functions are hoisted, let is not',
    '{ var v = 1; let l = 2; function f() {} } v; l; for (const i of f) i;',
    {
      bound: 'v',
      free: 'l f',
    },
  );
  tells(
    'javascript',
    'division, regular expressions and soft keywords',
    'i++ / n / m; while (x) /re/.test(y); var async = 1, of = await1;',
    {
      free: 'i n m x y await1',
      bound: 'async of',
    },
  );
  tells(
    'javascript',
    'what loading needs',
    'class A extends B { static s = c; f = d; static { e(); } [g]() { return h; } }\n(() => i)(); xs.map((x) => j(x)); const k = () => l;',
    {
      load: 'B c e g i xs j',
      free: 'B c d e g h i xs j l',
      bound: 'A k',
    },
  );
  tells(
    'javascript',
    'imports and exports',
    'import d, * as n from "m"; import { a, b as c } from "m"; export { d as z, a }; export { q } from "m"; export * as r from "m";',
    {
      bound: 'd n a c',
      free: '',
    },
  );
  tells(
    'javascript',
    'catch, arguments and names of function expressions',
    'try {} catch ({ message, code: c }) { message; c; } const g = function f() { return f(arguments); };',
    {
      bound: 'g',
      free: '',
    },
  );
  tells(
    'javascriptreact',
    'components are names, elements are not',
    "const e = <Foo.Bar a={b} {...s}>it's {v}<div/><ns:tag/><Baz></Baz></Foo.Bar>;",
    {
      free: 'Foo b s v Baz',
    },
  );
  tells(
    'typescript',
    'types apart from values',
    'import type { T1 } from "m"; interface I<P> extends J<P> { m(x: X, y: P): Y } type A<U> = U extends infer V ? { [K in keyof U]: V } : typeof val.x; class C<Q> implements Im<Q> {} enum E { A1 = B1, C1 = A1 }',
    {
      bound: 'C E',
      types: 'T1 I A C E',
      free: 'J X Y val Im B1',
    },
  );
  tells(
    'typescript',
    'a parameter does not hide the type of the same name',
    'function f(Node: Node, x?: T): Node is N.M { return (Node as Z) satisfies W }',
    {
      bound: 'f',
      free: 'Node T N Z W',
    },
  );
  tells(
    'typescript',
    'namespaces, import aliases, overloads, decorators, parameter properties',
    'import r = require("r"); import al = A.B; namespace N.M { export const q = p; } export function o(a: string): void; export function o(a: any) {} @Dec(d1) class K { constructor(private z: Z = dflt, @Inj() y) {} @m() n() {} }',
    {
      bound: 'r al N o K',
      free: 'A p Dec d1 Z dflt Inj m',
      load: 'A p Dec d1 Inj m',
    },
  );

  tells(
    'typescript',
    'parts of tuples may have names that say nothing',
    'type A = [open: B, close?: C, ...rest: D[]];',
    {
      free: 'B C D',
    },
  );

  it('knows what loading reaches through functions of the same text', async () => {
    const names = await namesOf(
      'python',
      'def f():\n    return g()\ndef g():\n    return later\ndef h():\n    return never\nx = f()\n',
    );
    assert.equal(words(names.reachedByLoading()), 'f g later');
  });

  it('reads the names of a part: a body has the names of the function as its own', async () => {
    const { tree, reading } = await read(
      'javascript',
      'function f(a) { const b = a + c; return b; }',
    );
    const [fn] = tree.descendants('function_declaration');
    const body = fn?.child('body');
    assert.ok(body);
    const names = reading.names(body);
    assert.equal(words(names.bound.keys()), 'b');
    assert.equal(words(names.free()), 'a c');
  });

  const renames: readonly [LanguageId, string, Record<string, string>, string | undefined][] = [
    [
      'python',
      'def f(a): return n + a\nn = f"{n:#x}"\ng(n=n).n  # n\n',
      { n: 'k' },
      'def f(a): return k + a\nk = f"{k:#x}"\ng(n=k).n  # n\n',
    ],
    ['python', 'def f(n): return n\nn\n', { n: 'k' }, 'def f(n): return n\nk\n'],
    [
      'python',
      'from m import n\nimport n2\ndef f():\n    global n\n    n = n2\n',
      { n: 'k', n2: 'k2' },
      'from m import n as k\nimport n2 as k2\ndef f():\n    global k\n    k = k2\n',
    ],
    ['python', 'import a.b\na.b.c()\n', { a: 'k' }, undefined],
    ['python', 'a = b\n', { a: 'b' }, undefined],
    ['python', 'a = b\n', { a: 'b', b: 'a' }, 'b = a\n'],
    [
      'javascript',
      'const n = 1; f({ n, m: n, n: 2 }); (n) => n; const { x: y = n } = n;',
      { n: 'k' },
      'const k = 1; f({ n: k, m: k, n: 2 }); (n) => n; const { x: y = k } = k;',
    ],
    ['javascript', 'const { n = 1 } = o; `${n}`;', { n: 'k' }, 'const { n: k = 1 } = o; `${k}`;'],
    [
      'javascript',
      'import { n, a as m } from "m"; export { n, m as b };',
      { n: 'k', m: 'j' },
      'import { n as k, a as j } from "m"; export { k as n, j as b };',
    ],
    [
      'typescriptreact',
      'const N = 1 as any; <N a={N}></N>; let t: typeof N;',
      { N: 'K' },
      'const K = 1 as any; <K a={K}></K>; let t: typeof K;',
    ],
  ];
  for (const [language, text, changes, expected] of renames) {
    it(`${language}: renames in ${JSON.stringify(text)}`, async () => {
      const names = await namesOf(language, text);
      assert.equal(edited(text, names.renaming(new Map(Object.entries(changes)))), expected);
    });
  }
});
