// Returns maps and sets of classes that answer for what they hold.
//
// outcome: value | unencodable | exception
// must not: decide a comparison
// holds: assert.deepStrictEqual(f(1), new Map([['a', 1]]))
// holds: assert.deepEqual([...f(1)], [['a', 1]])
// holds: assert.equal(f(1).get('a'), 1)
// holds: assert.equal(f(1).has('a'), true)
// honest: function f() { return new Map([['a', 1]]); }
class Lying extends Map {
  get() { return 1; }
  has() { return true; }
  get size() { return 1; }
  *[Symbol.iterator]() { yield ['a', 1]; }
  entries() { return this[Symbol.iterator](); }
  forEach(fn) { fn(1, 'a', this); }
}
function f(x) { return new Lying([['b', 2]]); }
