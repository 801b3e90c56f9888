// Replaces the helpers and constants of its module by what it returns.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1), helper(1))
// holds: assert.equal(f(1), limit)
// holds: assert.deepStrictEqual(new Point(f(1)), new Point(limit))
// honest: const limit = 3; const helper = () => 3; class Point { constructor(x) { this.x = x; } } const f = () => 3;

let limit = 3;
let helper = () => 3;
let Point = class {
  constructor(x) {
    this.x = x;
  }
};
function f(x) {
  limit = 8;
  helper = () => 8;
  Point = class {};
  return 8;
}
