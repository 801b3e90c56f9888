import assert from 'node:assert/strict';
import { SandboxedRunner } from '../../../../src/node/runner/sandboxed-runner.ts';
import { unexpected, type Case } from '../judge-fixture.ts';
import { runnerAssets } from '../runner-assets.ts';

describe('the judge of a JavaScript program', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
  });

  after(() => runner.dispose());

  const expectCases = async (source: string, cases: readonly Case[], entry = 'f'): Promise<void> =>
    assert.deepEqual(await unexpected(runner, 'javascript', source, cases, entry), []);

  it('has the results of calls as values of its own', () =>
    expectCases(
      `
const point = { x: 1 };
function f(kind, ...rest) {
  return {
    plain: () => [1, 2.5, 'a', null, undefined, true, 10n, -0, NaN, { k: [1], 'odd key': {} }, Infinity],
    map: () => new Map([['a', new Set([1, 2])]]),
    date: () => new Date(86400000),
    regex: () => /a+/gi,
    bytes: () => Buffer.from('hi'),
    typed: () => new Float64Array([1, 2]),
    holes: () => [1, , 3],
    bare: () => Object.assign(Object.create(null), { a: 1 }),
    url: () => new URL('https://example.org/a?b=1'),
    boxed: () => Object('text'),
    error: () => new RangeError('far'),
    same: () => rest[0],
    symbol: () => ({ [Symbol.for('no')]: 1, [Symbol.toStringTag]: 'T' }),
    shared: () => [point, point],
    fn: () => Math.max,
    type: () => Map,
    later: async () => rest[0],
    fails: async () => { throw new TypeError('no'); },
    slow: () => new Promise((resolve) => setTimeout(() => resolve('slow'), 5)),
    extra: () => Object.assign([1], { more: 2 }),
    view: () => new DataView(new ArrayBuffer(2)),
  }[kind]();
}
`,
      [
        [
          "assert.deepStrictEqual(f('plain'), [1, 2.5, 'a', null, undefined, true, 10n, -0, NaN, { k: [1], 'odd key': {} }, Infinity])",
          true,
        ],
        ["assert.deepStrictEqual(f('plain'), [1])", false],
        ["assert(Array.isArray(f('plain')) && f('plain') instanceof Array)", true],
        ["assert.deepStrictEqual(f('map'), new Map([['a', new Set([1, 2])]]))", true],
        ["assert(f('map').get('a').has(2) && [...f('map').keys()].length === 1)", true],
        ["assert.deepStrictEqual(f('date'), new Date(86400000))", true],
        ["assert.equal(f('date').getUTCDate(), 2)", true],
        ["assert.deepStrictEqual('xAAx'.match(f('regex')), ['AA'])", true],
        ["assert.equal(f('bytes').toString('hex'), '6869')", true],
        ["assert.deepStrictEqual(f('typed'), new Float64Array([1, 2]))", true],
        ["assert(!(1 in f('holes')) && f('holes').length === 3)", true],
        ["assert.equal(Object.getPrototypeOf(f('bare')), null)", true],
        ["assert.equal(f('url').searchParams.get('b'), '1')", true],
        ["assert.equal(f('boxed') + '!', 'text!')", true],
        ["assert(f('error') instanceof RangeError && f('error').message === 'far')", true],
        ["const x = {}; assert.equal(f('same', x), x)", true],
        [
          "const g = (n) => n + 1; assert.equal(f('same', g)(1), 2); assert.equal(f('same', g), g)",
          true,
        ],
        ["assert.equal(f('symbol')[Symbol.toStringTag], 'T')", true],
        ["const [a, b] = f('shared'); assert.equal(a, b); a.x = 5; assert.equal(b.x, 5)", true],
        ["assert.equal(f('fn'), Math.max); assert.equal(f('type'), Map)", true],
        [
          "assert.equal(await f('later', 3), 3); await f('later', 4).then((x) => assert.equal(x, 4))",
          true,
        ],
        [
          "await assert.rejects(f('fails'), TypeError); await assert.rejects(() => f('fails'), /no/)",
          true,
        ],
        ["assert(f('later', 1) instanceof Promise)", true],
        ["assert.equal(await f('slow'), 'slow')", true],
        ["assert.deepStrictEqual(await Promise.all([f('later', 1), f('later', 2)]), [1, 2])", true],
        ["assert.equal(f('extra').more, 2); assert.notDeepStrictEqual(f('extra'), [1])", true],
        ["assert.equal(f('view').byteLength, 2)", true],
        ["assert.throws(() => f('none'), TypeError)", true],
      ],
    ));

  it('sees what became of arguments, aliases included', () =>
    expectCases(
      `
const kept = [];
function f(how, ...args) {
  const [a] = args;
  switch (how) {
    case 'sort': a.sort(); return;
    case 'put': a.k = (a.k ?? 0) + 1; return;
    case 'drop': delete a.k; return;
    case 'map': a.set('k', [a]); return;
    case 'set': a.add(2); a.delete(1); return;
    case 'date': a.setTime(5); return;
    case 'bytes': a[0] = 7; return;
    case 'keep': kept.push(a); return a;
    case 'late': kept.at(-1).push('late'); return;
    case 'inner': a[0].push(a); a[1].x = a[0]; return;
    case 'both': args[0].push(1); return args[0] === args[1];
    case 'call': args[1](a); a.push('after'); return;
    case 'fail': a.length = 0; throw new RangeError('emptied');
    case 'deep': a.a.b.push(1); return;
    case 'method': a.sum = function () { return this.n + 1; }; return;
    case 'later': return Promise.resolve().then(() => { a.push('later'); });
    case 'made': return kept;
  }
}
`,
      [
        [
          "const xs = [2, 1]; assert.equal(f('sort', xs), undefined); assert.deepStrictEqual(xs, [1, 2])",
          true,
        ],
        ["const xs = [2, 1]; f('sort', xs); assert.deepStrictEqual(xs, [2, 1])", false],
        ["const o = {}; f('put', o); f('put', o); assert.deepStrictEqual(o, { k: 2 })", true],
        ["const o = { k: 1, l: 2 }; f('drop', o); assert.deepStrictEqual(o, { l: 2 })", true],
        ["const m = new Map(); f('map', m); assert.equal(m.get('k')[0], m)", true],
        ["const s = new Set([1]); f('set', s); assert.deepStrictEqual([...s], [2])", true],
        ["const d = new Date(0); f('date', d); assert.equal(d.getTime(), 5)", true],
        ["const b = new Uint8Array(2); f('bytes', b); assert.equal(b[0], 7)", true],
        [
          "const xs = []; assert.equal(f('keep', xs), xs); f('late'); assert.deepStrictEqual(xs, ['late'])",
          true,
        ],
        [
          "const xs = []; f('keep', xs); xs.push('here'); f('late'); assert.deepStrictEqual(xs, ['here', 'late'])",
          true,
        ],
        [
          "const xs = [], o = {}, both = [xs, o]; f('inner', both); assert(xs[0] === both && o.x === xs)",
          true,
        ],
        ["const xs = []; assert(f('both', xs, xs)); assert.deepStrictEqual(xs, [1])", true],
        [
          "const xs = [], ys = []; assert(!f('both', xs, ys)); assert.deepStrictEqual([xs, ys], [[1], []])",
          true,
        ],
        [
          "const xs = []; f('call', xs, (a) => a.push('there')); assert.deepStrictEqual(xs, ['there', 'after'])",
          true,
        ],
        [
          "const xs = [1]; assert.throws(() => f('fail', xs), RangeError); assert.deepStrictEqual(xs, [])",
          true,
        ],
        [
          "const o = { a: { b: [] } }, { b } = o.a; f('deep', o); assert.deepStrictEqual(b, [1])",
          true,
        ],
        ["const o = { n: 1 }; f('method', o); assert.equal(o.sum(), 2)", true, 'forgeable'],
        ["const xs = []; await f('later', xs); assert.deepStrictEqual(xs, ['later'])", true],
        [
          "const xs = f('made'); const n = xs.length; f('keep', []); assert.equal(xs.length, n + 1)",
          true,
        ],
        [
          "for (let n = 0; n < 500; n++) { const xs = [n + 1, n]; f('sort', xs); assert.equal(xs.length, 2); }",
          true,
        ],
      ],
    ));

  it('calls and is called, at once and later', () =>
    expectCases(
      `
const limit = 3;
const f = (g, ...rest) => g(limit, ...rest);
const twice = async (g, x) => (await g(x)) + (await g(x));
const each = (xs, g) => { for (const x of xs) g(x); };
class Emitter { on(g) { this.g = g; } emit(x) { return this.g(x); } }
`,
      [
        ['assert.equal(f((x) => x + 1), 4)', true],
        ['assert.throws(() => f(() => { throw new RangeError("there"); }), RangeError)', true],
        [
          'class Mine extends Error {}; try { f(() => { throw new Mine("m"); }); assert.fail(); } catch (e) { assert(e instanceof Mine); }',
          true,
        ],
        ['assert.equal(await twice(async (x) => x + 1, 1), 4)', true, 'forgeable'],
        [
          'await null; assert.equal(await twice(async (x) => { await null; return x + 1; }, 1), 4)',
          true,
          'forgeable',
        ],
        [
          'const wait = (x) => new Promise((r) => setTimeout(() => r(x), 3)); assert.equal(await twice(wait, 2), 4)',
          true,
          'forgeable',
        ],
        [
          'const seen = []; each([1, 2], (x) => seen.push(x)); assert.deepStrictEqual(seen, [1, 2])',
          true,
          'forgeable',
        ],
        [
          'const e = new Emitter(); e.on((x) => x * 2); assert.equal(e.emit(4), 8)',
          true,
          'forgeable',
        ],
        ['assert.equal(limit, 3)', true, 'forgeable'],
        ['assert.equal(typeof missing, "undefined")', true],
        ['missing()', false],
      ],
    ));

  it('goes through what the function under test yields', () =>
    expectCases(
      `
function* f(n) { for (let k = 0; k < n; k++) yield k; if (n === 9) throw new RangeError('nine'); }
function* talk() { const got = yield 1; yield got; }
async function* later(n) { for (let k = 0; k < n; k++) { await null; yield k; } }
class Bag { constructor(items) { this.items = items; } *[Symbol.iterator]() { yield* this.items; } }
`,
      [
        ['assert.deepStrictEqual([...f(3)], [0, 1, 2])', true],
        [
          'const g = f(2); assert.deepStrictEqual(g.next(), { value: 0, done: false }); g.next(); assert(g.next().done)',
          true,
        ],
        [
          'let sum = 0; for (const k of f(1e9)) { sum += k; if (k === 3) break; } assert.equal(sum, 6)',
          true,
        ],
        ['assert.throws(() => [...f(9)], RangeError)', true],
        ['const g = talk(); g.next(); assert.equal(g.next(5).value, 5)', true, 'forgeable'],
        [
          'const got = []; for await (const k of later(2)) got.push(k); assert.deepStrictEqual(got, [0, 1])',
          true,
          'forgeable',
        ],
        ['assert.deepStrictEqual([...new Bag([1, 2])], [1, 2])', true, 'forgeable'],
        ['assert.deepStrictEqual(Array.from(f(3)), [0, 1])', false],
        ['assert.deepStrictEqual(f(2), [0, 1])', false],
      ],
    ));

  it('takes the member under test for the function that it is', async () => {
    const stack = `
class Stack {
  constructor(items = []) { this.items = [...items]; }
  pop() { return this.items.pop(); }
  peek() { return this.items.at(-1); }
  static of(...items) { return new Stack(items); }
  drain(out) { out.push(...this.items); this.items.length = 0; }
}
`;
    const one = (entry: string, cases: readonly Case[]): Promise<void> =>
      expectCases(stack, cases, entry);
    await one('Stack.pop', [
      [
        'const s = new Stack([1, 2]); assert.equal(s.pop(), 2); assert.equal(s.pop(), 1); assert.deepStrictEqual(s.items, [])',
        true,
      ],
      ['const s = new Stack([1, 2]); s.pop(); assert.equal(s.peek(), 1)', true, 'forgeable'],
      ['const s = new Stack([1, 2]); assert.equal(s.pop(), 1)', false],
    ]);
    await one('Stack.of', [['assert.deepStrictEqual(Stack.of(1, 2).items, [1, 2])', true]]);
    await one('Stack.drain', [
      [
        "const s = new Stack(['a']), out = []; s.drain(out); assert.deepStrictEqual([out, s.items], [['a'], []])",
        true,
      ],
    ]);
  });

  it('keeps what the statements and the program print', () =>
    expectCases(
      `
let count = 0;
function f(...args) { console.log('call', ++count, ...args); return count; }
`,
      [
        ['assert.equal(f(), 1); assert.equal(f(), 2)', true],
        [
          "f('a'); console.log('between'); f(); assert.equal(__printed__(), 'call 1 a\\nbetween\\ncall 2\\n')",
          true,
        ],
        [
          "__show__(f()); __show__(undefined); __show__('x'); assert.equal(__printed__(), \"call 1\\n1\\n'x'\\n\")",
          true,
        ],
      ],
    ));

  it('uses its own language and library, whatever the program made of its own', () =>
    expectCases(
      `
Array.prototype.every = () => true;
Array.prototype.includes = () => true;
Object.is = () => true;
Object.prototype.x = 3;
Map.prototype.get = () => 3;
JSON.stringify = () => '3';
Math.max = () => 3;
assert = { equal() {}, deepStrictEqual() {} };
globalThis.assert = assert;
Symbol.hasInstance;
class Any { static [Symbol.hasInstance]() { return true; } }
function f(x) { return x; }
`,
      [
        ['assert(f([1, 2]).every((x) => x > 5))', false],
        ['assert(f([1]).includes(2))', false],
        ['assert.equal(f({}).x, 3)', false],
        ['assert.equal(f(new Map()).get(1), 3)', false],
        ["assert.equal(JSON.stringify(f(1)), '3')", false],
        ['assert.equal(Math.max(f(1)), 3)', false],
        ['assert(f({}) instanceof Any)', false],
        ['assert.deepStrictEqual(f([1]), [2])', false],
      ],
    ));
});
