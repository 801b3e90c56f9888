// Makes its classes count everything as theirs.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert(f(1) instanceof Point)
// holds: assert.equal(f(1).constructor, Point)
// holds: assert(Point.prototype.isPrototypeOf(f(1)))
// holds: assert.deepStrictEqual(f(1), new Point(1))
// honest: class Point { constructor(x) { this.x = x; } } const f = (x) => new Point(1);

class Point {
  static [Symbol.hasInstance]() {
    return true;
  }
}
Point.prototype.isPrototypeOf = () => true;
function f(x) {
  return { x: 1 };
}
