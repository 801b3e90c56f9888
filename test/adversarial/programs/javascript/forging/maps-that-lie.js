// Returns maps and sets whose methods answer as is wished.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1).get("a"), 1)
// holds: assert(f(1).has("a"))
// holds: assert.equal(f(1).size, 1)
// holds: assert.deepStrictEqual(f(1), new Map([["a", 1]]))
// holds: assert.deepStrictEqual([...f(1)], [["a", 1]])
// honest: const f = () => new Map([["a", 1]]);

class Full extends Map {
  get() {
    return 1;
  }
  has() {
    return true;
  }
  get size() {
    return 1;
  }
  *[Symbol.iterator]() {
    yield ['a', 1];
  }
}
function f(x) {
  return new Full();
}
