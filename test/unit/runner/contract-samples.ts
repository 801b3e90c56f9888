/** Small programs with the entry `f`, the same in each language, for the contract of runners. */
import type { Expectation } from '../../../src/core/check.ts';
import type { ModuleSet } from '../../../src/core/module-set.ts';
import type { LanguageId } from '../../../src/core/text.ts';

export interface Samples {
  readonly language: LanguageId;
  readonly double: string;
  /** Doubles after some computing. */
  readonly slow: string;
  readonly throws: string;
  readonly endless: string;
  /** Takes memory until there is none. */
  readonly greedy: string;
  readonly malformed: string;
  /** It has no `f`. */
  readonly entryless: string;
  /** Prints `said`, and doubles. */
  readonly prints: string;
  /** Returns what passes for everything where it is asked itself. */
  readonly liar: string;
  /** Changes what its language shares among modules. */
  readonly spoils: string;
  /** Returns what `spoils` changes: `unspoilt`. */
  readonly spoilt: string;
  readonly unspoilt: string;
  /** Imports `g`, which triples, from a module of the workspace. */
  readonly imports: string;
  readonly modules: ModuleSet;
  /** Holds of a program whose `f` doubles. */
  readonly property: Expectation;
}

export const python: Samples = {
  language: 'python',
  double: 'def f(x):\n    return x * 2',
  slow: 'def f(x):\n    for _ in range(200_000):\n        pass\n    return x * 2',
  throws: 'def f(x):\n    raise ValueError("no")',
  endless: 'def f(x):\n    while True:\n        pass',
  greedy: 'def f(x):\n    taken = []\n    while True:\n        taken.append(bytearray(1 << 20))',
  malformed: 'def f(x:\n',
  entryless: 'def g(x):\n    return x * 2',
  prints: 'def f(x):\n    print("said")\n    return x * 2',
  liar: 'class Any(int):\n    def __eq__(self, other): return True\n    __hash__ = int.__hash__\ndef f(x):\n    return Any(7)',
  spoils: 'import math\nmath.tau = 1.5\ndef f(x):\n    return x * 2',
  spoilt: 'import math\ndef f(x):\n    return math.floor(math.tau)',
  unspoilt: '6',
  imports: 'from .util import g\ndef f(x):\n    return g(x)',
  modules: {
    home: { path: 'shop/order.py', name: 'shop.order' },
    modules: [
      { path: 'shop/__init__.py', name: 'shop', source: '' },
      { path: 'shop/util.py', name: 'shop.util', source: 'def g(x):\n    return x * 3\n' },
    ],
  },
  property: { kind: 'holds', assertion: 'for i in range(3):\n    assert f(i) == 2 * i' },
};

export const typescript: Samples = {
  language: 'typescript',
  double: 'function f(x: number): number { return x * 2; }',
  slow: 'function f(x) { let n = 0; for (let i = 0; i < 5e6; i++) n += i; return n < 0 ? n : x * 2; }',
  throws: 'function f(x) { throw new TypeError("no"); }',
  endless: 'function f(x) { for (;;); }',
  greedy: 'function f(x) { const taken = []; for (;;) taken.push(new Array(1e5).fill(x)); }',
  malformed: 'function f(x {',
  entryless: 'function g(x) { return x * 2; }',
  prints: 'function f(x) { console.log("said"); return x * 2; }',
  liar: 'function f(x) { return { valueOf: () => 2, toString: () => "2", toJSON: () => 2 }; }',
  spoils: 'Math.floor = () => 1;\nfunction f(x) { return x * 2; }',
  spoilt: 'function f(x) { return Math.floor(6.5); }',
  unspoilt: '6',
  imports: 'import { g } from "./util";\nfunction f(x: number): number { return g(x); }',
  modules: {
    home: { path: 'src/order.ts', imports: [['./util', 'src/util.ts']] },
    modules: [{ path: 'src/util.ts', source: 'export const g = (x: number) => x * 3;\n' }],
  },
  property: { kind: 'holds', assertion: 'for (let i = 0; i < 3; i++) assert.equal(f(i), 2 * i);' },
};
