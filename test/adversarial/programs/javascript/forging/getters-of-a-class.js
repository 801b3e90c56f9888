// Has getters on its prototype in place of what it ought to hold.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1).length, 2)
// holds: assert.equal(f(1).size, 2)
// holds: assert.equal(f(1)[0], 1)
// holds: assert.equal(f(1).at(0), 1)
// honest: const f = () => Object.assign([1, 2], { size: 2 });

class Held {
  get length() {
    return 2;
  }
  get size() {
    return 2;
  }
  get 0() {
    return 1;
  }
  at() {
    return 1;
  }
}
function f(x) {
  return new Held();
}
