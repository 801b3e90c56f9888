import assert from 'node:assert/strict';
import { outcomeKey, type Outcome } from '../../../src/core/outcome.ts';
import type { RunRequest } from '../../../src/core/ports.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { runnerAssets } from './runner-assets.ts';

/** Source, the call, and the canonical text of its value. */
const values: readonly (readonly [string, string, string])[] = [
  ['f = lambda: None', 'f()', 'null'],
  [
    'f = lambda: [True, 1, 1.0, -0.0, 2j, "a", b"a"]',
    'f()',
    '[true,1,1.0,-0.0,complex(0.0,2.0),"a",b"61"]',
  ],
  ['f = lambda: (float("nan"), float("-inf"))', 'f()', '(nan,-inf)'],
  ['f = lambda: 2 ** 100', 'f()', '1267650600228229401496703205376'],
  ['f = lambda: 10 ** 5000 == 10 ** 5000', 'f()', 'true'],
  ['f = lambda: "\\ud800 \\U0001F600"', 'f()', '"\\ud800 😀"'],
  ['f = lambda: {3, 1, 2}', 'f()', 'set[1,2,3]'],
  ['f = lambda: frozenset("a")', 'f()', 'frozenset["a"]'],
  ['f = lambda: {"b": 1, (1, None): [2]}', 'f()', '{"b":1,(1,null):[2]}'],
  ['def f():\n    a = [1]\n    return [a, a]', 'f()', '[[1],[1]]'],
  ['def f():\n    a = [1]\n    a.append(a)\n    return a', 'f()', '[1,^1]'],
  ['def f():\n    a = {}\n    a["x"] = [a]\n    return a', 'f()', '{"x":[^2]}'],
  ['def f():\n    yield 1\n    yield 2', 'f()', '*"generator"[1,2].'],
  ['def f():\n    yield 1\n    raise ValueError', 'f()', '*"generator"[1]!"ValueError"'],
  [
    'import itertools\nf = lambda: itertools.count()',
    'f()',
    `*"count"[${[...Array(1000).keys()].join(',')}]~`,
  ],
  ['f = lambda: map(str, [1])', 'f()', '*"map"["1"].'],
  ['async def f():\n    import asyncio\n    await asyncio.sleep(0)\n    return 1', 'f()', '1'],
  ['async def f():\n    yield 1', 'f()', '[1]'],
  ['f = lambda: range(0, 7, 3)', 'f()', '@"range"{"start":0,"stop":9,"step":3}'],
  ['f = lambda: {"a": 1}.keys()', 'f()', '@"dict_keys"{"items":["a"]}'],
  ['f = lambda: bytearray(b"a")', 'f()', '@"bytearray"=b"61"{}'],
  ['from collections import Counter\nf = lambda: Counter("aa")', 'f()', '@"Counter"={"a":2}{}'],
  [
    'from collections import namedtuple\nP = namedtuple("P", "x y")\nf = lambda: P(1, 2)',
    'f()',
    '@"P"=(1,2){"_fields":("x","y")}',
  ],
  [
    'from collections import deque\nf = lambda: deque([1])',
    'f()',
    '@"deque"{"items":[1],"maxlen":null}',
  ],
  [
    'from dataclasses import dataclass\n@dataclass\nclass D:\n    x: int\n    y: list\nf = lambda: D(1, [2])',
    'f()',
    '@"D"{"x":1,"y":[2]}',
  ],
  [
    'class S:\n    __slots__ = ("a", "b")\ndef f():\n    s = S()\n    s.b = 1\n    return s',
    'f()',
    '@"S"{"b":1}',
  ],
  [
    'from enum import Enum\nclass C(Enum):\n    RED = 1\nf = lambda: C.RED',
    'f()',
    '@"C"{"name":"RED","value":1}',
  ],
  [
    'from enum import IntEnum\nclass C(IntEnum):\n    RED = 1\nf = lambda: C.RED',
    'f()',
    '@"C"=1{"name":"RED","value":1}',
  ],
  ['from decimal import Decimal\nf = lambda: Decimal("1.50")', 'f()', '@"Decimal"{"text":"1.50"}'],
  [
    'from fractions import Fraction\nf = lambda: Fraction(1, 2)',
    'f()',
    '@"Fraction"{"_denominator":2,"_numerator":1}',
  ],
  ['import datetime\nf = lambda: datetime.date(2020, 1, 2)', 'f()', '@"date"{"text":"2020-01-02"}'],
  ['f = lambda: ValueError("x")', 'f()', '@"ValueError"{"args":("x")}'],
  [
    'f = lambda: (len, int, f, ...)',
    'f()',
    '(#function"len",#class"int",#function"<lambda>",#constant"Ellipsis")',
  ],
  ['f = lambda: object()', 'f()', '@"object"{}'],
];

/** Objects that lie about themselves. */
const liars: readonly (readonly [string, string])[] = [
  [
    'class L(int):\n    def __eq__(self, o): return True\n    __hash__ = None\nf = lambda: L(3)',
    '@"L"=3{}',
  ],
  [
    'class L:\n    __class__ = property(lambda self: int)\n    def __eq__(self, o): return True\nf = lambda: L()',
    '@"L"{}',
  ],
  [
    'class L(list):\n    def __iter__(self): return iter([1])\n    def __len__(self): return 1\nf = lambda: L([5, 6])',
    '@"L"=[5,6]{}',
  ],
  ['class L(str):\n    def __str__(self): return "lie"\nf = lambda: L("truth")', '@"L"="truth"{}'],
  [
    'class L:\n    def __getattribute__(self, n): raise SystemExit\n    def __init__(self): object.__setattr__(self, "a", 1)\nf = lambda: L()',
    '@"L"{"a":1}',
  ],
  [
    'class M(type):\n    def __getattribute__(cls, n): raise SystemExit\nclass L(metaclass=M):\n    pass\nf = lambda: L()',
    '@"L"{}',
  ],
  ['class L:\n    __dict__ = property(lambda self: {"a": 1})\nf = lambda: L()', '@"L"{}'],
];

describe('Python outcomes', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
  });

  after(() => runner.dispose());

  async function outcomes(
    source: string,
    calls: readonly string[],
    options: Partial<RunRequest> = {},
  ): Promise<readonly Outcome[]> {
    const reply = await runner.run(
      {
        language: 'python',
        programs: [{ id: 'p', source, entry: 'f' }],
        checks: calls.map((call) => ({ id: call, call })),
        ...options,
      },
      { signal: new AbortController().signal },
    );
    assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
    return reply.value.results[0]?.map(({ outcome }) => outcome) ?? [];
  }

  async function only(source: string, call = 'f()'): Promise<Outcome> {
    const [outcome] = await outcomes(source, [call]);
    assert.ok(outcome !== undefined);
    return outcome;
  }

  it('have the canonical text of what was returned', async () => {
    const reply = await runner.run(
      {
        language: 'python',
        programs: values.map(([source], i) => ({ id: String(i), source, entry: 'f' })),
        checks: [{ id: 'c', call: 'f()' }],
      },
      { signal: new AbortController().signal },
    );
    assert.ok(reply.ok);
    for (const [i, [source, , canonical]] of values.entries()) {
      const outcome: Outcome | undefined = reply.value.results[i]?.[0]?.outcome;
      assert.equal(
        outcome?.kind === 'value' ? outcome.value : JSON.stringify(outcome),
        canonical,
        source,
      );
    }
  });

  it('describe objects without asking them', async () => {
    for (const [source, canonical] of liars) {
      const outcome = await only(source);
      assert.equal(
        outcome.kind === 'value' ? outcome.value : JSON.stringify(outcome),
        canonical,
        source,
      );
    }
  });

  it('say that a value is too big, too deep, or alive', async () => {
    const sources = [
      'f = lambda: "x" * 10_000_000',
      'def f():\n    a = []\n    for _ in range(3000): a = [a]\n    return a',
      'import _thread\nf = lambda: _thread.allocate_lock()',
      'f = lambda: (lambda: 1).__code__',
    ];
    for (const source of sources) {
      assert.equal((await only(source)).kind, 'unencodable', source);
    }
  });

  it('name exceptions by type; custom ones do not speak', async () => {
    const raised = await only('def f():\n    raise ValueError("bad", 1)');
    assert.deepEqual(
      { ...raised, ms: 0 },
      { kind: 'exception', type: 'ValueError', message: "('bad', 1)", ms: 0 },
    );
    const custom = await only(
      'class E(Exception):\n    def __str__(self): raise SystemExit\ndef f():\n    raise E("x")',
    );
    assert.equal(custom.kind === 'exception' && `${custom.type}: ${custom.message}`, 'E: x');
    assert.equal(outcomeKey(await only('def f():\n    raise SystemExit(3)')), '!SystemExit');
    assert.equal(outcomeKey(await only('def f(): f()')), '!RecursionError');
  });

  it('refuse what never ran', async () => {
    const sources: [string, RegExp][] = [
      ['def f(:', /SyntaxError.*line 1/],
      ['g = 1', /defines no f/],
      ['import nothing_like_it\ndef f(): pass', /ModuleNotFoundError/],
      ['raise ValueError("at import")', /ValueError: at import/],
    ];
    for (const [source, detail] of sources) {
      const outcome = await only(source);
      assert.ok(outcome.kind === 'refused', source);
      assert.match(outcome.detail, detail);
    }
  });

  it('tell crashes and timeouts, and keep what finished before', async () => {
    const source = `
import os
def f(x):
    if x == 1: os._exit(0)
    while x == 2: pass
    return x
`;
    const calls = ['f(0)', 'f(1)', 'f(3)', 'f(2)', 'f(4)'];
    const seen = await outcomes(source, calls, { limits: { callMs: 100 } });
    assert.deepEqual(
      seen.map(({ kind }) => kind),
      ['value', 'crash', 'value', 'timeout', 'skipped'],
    );
  });

  it('show how arguments changed, and what was printed', async () => {
    const source = 'def f(a, n=0):\n    a.append(n)\n    print("n is", n)\n    return len(a)';
    const [plain, named] = await outcomes(source, ['f([1], 2)', 'f([], n=3)'], { printed: true });
    assert.deepEqual(
      { ...plain, ms: 0 },
      { kind: 'value', value: '2', mutated: '([1,2],2)', printed: 'n is 2\n', ms: 0 },
    );
    assert.equal(named?.kind === 'value' && named.mutated, '(([3]),{"n":3})');
    const [silent] = await outcomes(source, ['f([1], 2)']);
    assert.ok(silent?.kind === 'value' && silent.printed === undefined);
  });

  it('keep a bounded part of endless output', async () => {
    const source = 'def f():\n    for _ in range(10000): print("x" * 1000)\n    return 1';
    const [outcome] = await outcomes(source, ['f()'], {
      printed: true,
      limits: { outputBytes: 5000 },
    });
    assert.ok(outcome?.kind === 'value' && outcome.printed?.length === 5000);
  });

  it('give each call its own arguments', async () => {
    const source = 'def f(a):\n    a.append(1)\n    return a';
    const seen = await outcomes(source, ['f([0])', 'f( [0] )']);
    assert.deepEqual(seen.map(outcomeKey), ['=[0,1]\u0000([0,1])', '=[0,1]\u0000([0,1])']);
  });

  it('agree where a programmer would say so', async () => {
    const same: [string, string][] = [
      ['f = lambda: {"a": 1, "b": 2}', 'f = lambda: {"b": 2, "a": 1}'],
      ['f = lambda: [1, 0]', 'f = lambda: [True, 0.0]'],
      ['def f(x=[]):\n    return {1, 2}', 'def f():\n    return frozenset({2, 1})'],
    ];
    for (const [one, other] of same) {
      assert.equal(outcomeKey(await only(one)), outcomeKey(await only(other)), one);
    }
    assert.notEqual(
      outcomeKey(await only('f = lambda: [1]')),
      outcomeKey(await only('f = lambda: (1,)')),
    );
  });

  it('of one seed are the same every time, of another differ where hashes or chance decide', async () => {
    const source =
      'import random\ndef f():\n    return hash("a"), random.random(), list({"a", "b", "c", "d", "e"})';
    const run = async (hashSeed: number): Promise<string> =>
      (await outcomes(source, ['f()'], { hashSeed })).map(outcomeKey).join();
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    assert.equal(first, again);
    assert.notEqual(first, other);
  });
});
