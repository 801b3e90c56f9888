import assert from 'node:assert/strict';
import { SandboxedRunner } from '../../../../src/node/runner/sandboxed-runner.ts';
import { unexpected, type Case } from '../judge-fixture.ts';
import { runnerAssets } from '../runner-assets.ts';

describe('objects of a JavaScript program, to the judge', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
  });

  after(() => runner.dispose());

  const expectCases = async (source: string, cases: readonly Case[], entry = 'f'): Promise<void> =>
    assert.deepEqual(await unexpected(runner, 'javascript', source, cases, entry), []);

  const shapes = `
class Point {
  #secret = 7;
  constructor(x, y = 0) { this.x = x; this.y = y; }
  get size() { return Math.abs(this.x) + Math.abs(this.y); }
  moved(by) { return new Point(this.x + by, this.y); }
  secret() { return this.#secret; }
  toString() { return \`(\${this.x}, \${this.y})\`; }
  toJSON() { return [this.x, this.y]; }
  valueOf() { return this.x; }
  static origin = new Point(0);
  static of(...args) { return new Point(...args); }
}
class Far extends Point {}
class Tags extends Array { first() { return this[0]; } }
class Refusal extends RangeError { constructor(code) { super('refused'); this.code = code; } }
function Old(n) { this.n = n; }
Old.prototype.twice = function () { return 2 * this.n; };
function f(kind, ...args) {
  if (kind === 'refuse') throw new Refusal(7);
  return {
    point: () => new Point(...args), far: () => new Far(1), tags: () => Tags.from(['a', 'b']),
    points: () => [new Point(1), new Point(2)], old: () => new Old(2), adder: () => (n) => n + args[0],
    cycle: () => { const o = {}; o.self = o; return o; }, class: () => Far,
    getter: () => ({ get x() { return 1; } }),
  }[kind]();
}
`;

  it('looks at fields and types of objects without asking them', () =>
    expectCases(shapes, [
      ["const p = f('point', 3, 4); assert.equal(p.x, 3); assert.equal(p.y, 4)", true],
      ["assert.equal(f('point', 3, 4).x, 4)", false],
      ["assert.deepStrictEqual(f('points').map((p) => p.x), [1, 2])", true],
      [
        "assert(f('point', 1) instanceof Point && f('far') instanceof Point && f('far') instanceof Far)",
        true,
      ],
      [
        "assert(!(f('point', 1) instanceof Far)); assert.equal(f('point', 1).constructor, Point)",
        true,
      ],
      ["assert.equal(f('point', 1).constructor.name, 'Point')", true],
      ["assert.deepStrictEqual(Object.keys(f('point', 1)), ['x', 'y'])", true],
      ["assert.notDeepStrictEqual(f('point', 1), { x: 1, y: 0 })", true],
      ["assert.deepEqual({ ...f('point', 1) }, { x: 1, y: 0 })", true],
      [
        "const t = f('tags'); assert(Array.isArray(t) && t.length === 2 && t[1] === 'b' && t.includes('a'))",
        true,
      ],
      ["const o = f('cycle'); assert.equal(o.self, o)", true],
      ["assert.equal(f('adder', 2)(3), 5)", true],
      ["assert.equal(f('class'), Far); assert.equal(Object.getPrototypeOf(Far), Point)", true],
      [
        "assert.throws(() => f('refuse'), Refusal); assert.throws(() => f('refuse'), RangeError)",
        true,
      ],
      [
        "try { f('refuse'); assert.fail(); } catch (e) { assert.equal(e.code, 7); assert.equal(e.message, 'refused'); }",
        true,
      ],
      ["assert.throws(() => f('refuse'), TypeError)", false],
      ["assert(f('point', 1))", true],
    ]));

  it('marks what an object says of itself', () =>
    expectCases(shapes, [
      ["assert.deepStrictEqual(f('point', 1, 2), new Point(1, 2))", true, 'forgeable'],
      ["assert.deepStrictEqual(f('point', 1, 2), new Point(1, 3))", false],
      ["assert.deepStrictEqual(f('points'), [new Point(1), new Point(2)])", true, 'forgeable'],
      ["assert.equal(f('point', 1, 2).size, 3)", true, 'forgeable'],
      ["assert.equal(f('point', 1).moved(2).x, 3)", true, 'forgeable'],
      ["assert.equal(f('point', 1).secret(), 7)", true, 'forgeable'],
      ["assert.equal(`${f('point', 1)}`, '(1, 0)')", true, 'forgeable'],
      ["assert.equal(JSON.stringify(f('point', 1)), '[1,0]')", true, 'forgeable'],
      ["assert(f('point', 3) > 2)", true, 'forgeable'],
      ["assert.equal(f('point', 3) == 3, true)", true, 'forgeable'],
      ["assert.equal(f('old').twice(), 4)", true, 'forgeable'],
      ["assert.equal(f('tags').first(), 'a')", true, 'forgeable'],
      ['assert.equal(Point.of(1, 2).y, 2); assert.equal(Point.origin.x, 0)', true, 'forgeable'],
      ["assert.equal(f('getter').x, 1)", true, 'forgeable'],
      ["assert.deepStrictEqual(f('getter'), { x: 1 })", true, 'forgeable'],
    ]));
});
