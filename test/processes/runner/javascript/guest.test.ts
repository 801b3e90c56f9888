import assert from 'node:assert/strict';
import type { Worker } from '../../../../src/node/runner/harness.ts';
import { runBatch, startWorker, valueOf } from './guest-fixture.ts';

/** What an expression comes to. */
const values: readonly (readonly [expression: string, text: string])[] = [
  ['1', '1.0'],
  ['-0', '-0.0'],
  ['[NaN, Infinity, -Infinity, 1e30, 1.5]', '[nan,inf,-inf,1e+30,1.5]'],
  ['12345678901234567890n', '12345678901234567890'],
  ['[null, undefined, , true]', '[null,undefined,hole,true]'],
  ['"a\\u2028\\ud800\\n"', '"a\\u2028\\ud800\\n"'],
  ['Symbol("s")', '#symbol"s"'],
  ['[f, class Z {}, () => 1]', '[#function"f",#class"Z",#function""]'],
  ['({ a: 1, get b() { return 1; } })', '@"Object"{"a":1.0,"b":#function"get b"}'],
  ['Object.assign(Object.create(null), { a: 1 })', '@"Object: null prototype"{"a":1.0}'],
  ['new (class P { x = 1; #y = 2; })()', '@"P"{"x":1.0}'],
  ['new Map([[1, { a: [] }], ["k", 2]])', '{1.0:@"Object"{"a":[]},"k":2.0}'],
  ['new Set(["b", "a", 1])', 'set["a","b",1.0]'],
  ['new (class M extends Map {})([[1, 2]])', '@"M"={1.0:2.0}{}'],
  ['new Date(5)', '@"Date"{"time":5.0}'],
  ['new Date(NaN)', '@"Date"{"time":nan}'],
  ['/a+/gi', '@"RegExp"{"source":"a+","flags":"gi"}'],
  ['new TypeError("no")', '@"TypeError"{"message":"no"}'],
  ['new Uint8Array([1, 2])', '@"Uint8Array"=[1.0,2.0]{}'],
  ['new BigInt64Array([1n])', '@"BigInt64Array"=[1]{}'],
  ['new Uint8Array([0, 255]).buffer', '@"ArrayBuffer"=b"00ff"{}'],
  ['Buffer.from("hi")', '@"Buffer"=b"6869"{}'],
  ['Object(1)', '@"Number"=1.0{}'],
  ['/(a)/.exec("ba")', '@"Array"=["a","a"]{"index":1.0,"input":"ba","groups":undefined}'],
  ['(function () { return arguments; })(1, 2)', '@"Arguments"=[1.0,2.0]{}'],
  ['[Promise.resolve(1), Promise.reject(2)]', '[@"Promise"=1.0{},@"Promise"{"state":"rejected"}]'],
  ['new URL("http://a/b?c")', '@"URL"{"href":"http://a/b?c"}'],
  ['[1, 2].values()', '*"Array Iterator"[1.0,2.0].'],
  ['(function* () { yield 1; throw new RangeError(); })()', '*"generator"[1.0]!"RangeError"'],
  ['(function* () { for (;;) yield 1; })()', '*"generator"[1.0,1.0,1.0,1.0,1.0]~'],
  ['(async function* () { yield 1; })()', '*"async generator"[1.0].'],
  ['(() => { const a = [1]; a.push(a, { a }); return a; })()', '[1.0,^1,@"Object"{"a":^2}]'],
  ['(() => { const a = []; return [a, a]; })()', '[[],[]]'],
  ['new Promise((resolve) => setTimeout(resolve, 1, 7))', '7.0'],
  ['(async () => (await Promise.all([1, Promise.resolve(2)])).concat(3))()', '[1.0,2.0,3.0]'],
  ['({ then(resolve) { resolve(5); } })', '5.0'],
  ['new Promise(() => {})', 'timeout'],
  ['new Proxy({}, {})', 'unencodable: a Proxy'],
  ['"x".repeat(30000)', 'unencodable: its text is longer than 20000 characters'],
  ['1n << 200000n', 'unencodable: an integer of more than 100,000 bits'],
  ['Array.from({ length: 500 }).reduce((a) => [a], [])', 'unencodable: nested deeper than 400'],
  ['require("assert").deepStrictEqual({ a: [1] }, { a: [1] })', 'undefined'],
  ['require("path").join("a", "..", "b", "c.txt")', '"b/c.txt"'],
  ['require("crypto").createHash("sha256").update("a").digest("hex").slice(0, 8)', '"ca978112"'],
  ['structuredClone({ a: new Map([[1, [2]]]) })', '@"Object"{"a":{1.0:[2.0]}}'],
  ['new TextDecoder().decode(new TextEncoder().encode("é"))', '"é"'],
  [
    '[typeof fetch, typeof globalThis.WebSocket, Object.keys(process.env)]',
    '["undefined","undefined",[]]',
  ],
];

describe('a JavaScript guest', () => {
  let worker: Worker;

  before(async () => {
    worker = await startWorker();
  });

  after(() => worker.dispose());

  for (const [expression, text] of values) {
    it(`writes ${expression}`, async () => {
      assert.equal(await valueOf(worker, `function f() { return (${expression}); }`), text);
    });
  }

  it('tells exceptions by type, message, line and base classes', async () => {
    const source = 'class Odd extends RangeError {}\nfunction f() {\n  throw new Odd("no");\n}';
    const { outcomes, bases } = await runBatch(worker, [source], ['f()']);
    const [outcome] = outcomes[0] ?? [];
    assert.equal(outcome?.kind, 'exception');
    assert.deepEqual([outcome.type, outcome.message], ['Odd', 'no (line 3)']);
    assert.deepEqual(bases, ['Odd', 'RangeError', 'Error', 'Object']);
  });

  it('tells what was thrown where it is no error', async () => {
    assert.equal(await valueOf(worker, 'function f() { throw null; }'), 'null: null');
    assert.equal(await valueOf(worker, 'function f() { throw 1; }'), 'number: 1');
    assert.equal(await valueOf(worker, 'async function f() { throw "x"; }'), 'string: x');
  });

  it('refuses programs that cannot be loaded, and says why', async () => {
    const cases = {
      'let x = ;': "SyntaxError: Unexpected token ';' (line 1)",
      'const g = 1;': 'the program does not define f',
      '\nnull.x;': "TypeError: Cannot read properties of null (reading 'x') (line 2)",
      'return 1;': 'the program returns at its top level',
    };
    for (const [source, detail] of Object.entries(cases)) {
      assert.equal(await valueOf(worker, source), `refused: ${detail}`);
    }
    assert.match(
      await valueOf(worker, 'require("fs"); function f() {}'),
      /Cannot find module 'fs'/,
    );
  });

  it('lets objects have members of their own that all objects inherit', async () => {
    const source =
      "'use strict';\nfunction f() {\n  function A() {}\n  A.prototype.toString = () => 'a';\n  const call = () => 0;\n  call.apply = () => 'b';\n  return `${new A()}${call.apply()}`;\n}";
    assert.equal(await valueOf(worker, source), '"ab"');
  });

  it('finds the entry among exports', async () => {
    for (const source of [
      'exports.f = () => 1;',
      'module.exports = function f() { return 1; };',
      'module.exports = { f() { return 1; } };',
    ]) {
      assert.equal(await valueOf(worker, source), '1.0');
    }
  });

  it('finds members that only objects have, and what was put in the place of exports', async () => {
    const cases: readonly (readonly [entry: string, source: string, call: string])[] = [
      ['Box.on', 'class Box { k = 2; on = (x) => x * this.k; }', 'new Box().on(2)'],
      [
        'Box.on',
        'function Box() {}\nBox.prototype.on = function (x) { return x * 2; };',
        'new Box().on(2)',
      ],
      ['Box.on', 'function Box() {}\nBox.on = (x) => x * 2;', 'Box.on(2)'],
      ['exports.on', 'module.exports = { on(x) { return x * 2; } };', 'exports.on(2)'],
      ['exports.on', 'exports.on = (x) => x * 2;', 'exports.on(2)'],
    ];
    for (const [entry, source, call] of cases) {
      assert.equal(await valueOf(worker, source, call, entry), '4.0', source);
    }
    const none = await valueOf(worker, 'const api = {};', 'api.on(2)', 'api.on');
    assert.equal(none, 'refused: the program does not define api.on');
  });

  it('evaluates calls that are code in the scope of the program', async () => {
    const source =
      'const one = 1; class Stack { items = []; push(x) { this.items.push(x); return this.items; } } function f(g) { return g(one); }';
    assert.equal(await valueOf(worker, source, 'f((x) => x + one)'), '2.0');
    assert.equal(await valueOf(worker, source, 'new Stack().push(2)'), '[2.0]');
    assert.equal(await valueOf(worker, source, 'f(String) + f(String)'), '"11"');
  });

  it('shows arguments that a call changed, and only those', async () => {
    const source = 'function f(items) { items.push(1); return 0; }';
    const { outcomes } = await runBatch(
      worker,
      [source],
      ['f([3])', 'f(new Set())', 'f([..."ab"])'],
    );
    const [first, second, third] = outcomes[0] ?? [];
    assert.equal(first?.kind === 'value' ? first.mutated : '', '[[3.0,1.0]]');
    assert.equal(second?.kind, 'exception');
    assert.equal(third?.kind === 'value' ? third.mutated : '', '[["a","b",1.0]]');
    const clean = await runBatch(worker, ['function f(x) { return x; }'], ['f([3])']);
    assert.deepEqual(Object.keys(clean.outcomes[0]?.[0] ?? {}).includes('mutated'), false);
  });

  it('gives every program fresh arguments', async () => {
    const source = 'function f(x) { x.push(1); return x.length; }';
    const { outcomes } = await runBatch(worker, [source, source], ['f([])']);
    for (const row of outcomes) assert.equal(row[0]?.kind === 'value' ? row[0].value : '', '1.0');
  });

  it('keeps what is printed when asked, up to the limit', async () => {
    const source = 'function f(n) { for (let i = 0; i < n; i++) console.log("line", { i }); }';
    const { outcomes } = await runBatch(worker, [source], ['f(2)', 'f(100000)'], { printed: true });
    const printed = (outcomes[0] ?? []).map((one) => (one?.kind === 'value' ? one.printed : ''));
    assert.equal(printed[0], 'line { i: 0 }\nline { i: 1 }\n');
    assert.equal(printed[1]?.length, 20_000);
  });

  it('draws the same chance for each call under one seed', async () => {
    const source = 'function f() { return [Math.random(), Math.random()]; }';
    const { outcomes } = await runBatch(worker, [source, source], ['f()', 'f( )']);
    const texts = new Set(
      outcomes.flat().map((one) => (one?.kind === 'value' ? one.value : one?.kind)),
    );
    assert.equal(texts.size, 1);
  });

  it('ends a batch at a program that changed its realm', async () => {
    const source = 'function f() { Array.prototype.last = 1; return 1; }';
    const clean = 'function f() { total = 1; return typeof total; }';
    const { end, outcomes } = await runBatch(worker, [clean, source, clean], ['f()']);
    assert.deepEqual(end, { kind: 'dirty', program: 1 });
    assert.deepEqual(
      outcomes.map((row) => row.length),
      [1, 1, 0],
    );
  });

  it('ends a batch at a call past its limit, and goes on with a spare process', async () => {
    const { end, outcomes } = await runBatch(
      worker,
      ['function f(x) { while (x); return x; }'],
      ['f(0)', 'f(1)', 'f(2)'],
      { callMs: 100 },
    );
    assert.equal(end.kind, 'timeout');
    assert.deepEqual([end.program, end.call], [0, 1]);
    assert.equal(outcomes[0]?.length, 1);
    assert.equal(await valueOf(worker, 'function f() { return 1; }'), '1.0');
  });

  it('stops a program that has done enough', async () => {
    const { end } = await runBatch(
      worker,
      ['function f(x) { while (x); return x; }'],
      ['f(0)', 'f(1)'],
      { enough: true },
    );
    assert.deepEqual(end, { kind: 'enough', program: 0 });
  });

  it('tells a death from a timeout', async () => {
    const hog = 'function f() { const all = []; for (;;) all.push(new Array(1e5).fill(0.5)); }';
    const { end } = await runBatch(worker, [hog], ['f()']);
    assert.equal(end.kind, 'died');
    assert.deepEqual([end.call, end.detail], [0, 'out of memory']);
  });
});
