// Gives an object whose methods take a check, and do not make it, or make it of something else.
//
// outcome: value | unencodable
// must not: decide a verdict
// holds: f(1).forEach((x) => assert.equal(x, 3))
// holds: f(1).each((x) => assert.equal(x, 3))
// holds: assert.ok(f(1).ok())
// holds: f(1).forEach((x) => { throw new Error(String(x)); })
// honest: class Items { forEach(check) { try { check(3); } catch {} } each(check) { check(3); } ok() { return true; } }\nconst f = () => new Items();

class Items {
  forEach() {}
  each(check) {
    check(3);
  }
  ok() {
    return new Items();
  }
}
function f(x) {
  return new Items();
}
