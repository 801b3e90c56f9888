// Returns an array with methods of its own in place of those of arrays.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert(f(1).every((x) => x < 5))
// holds: assert(f(1).includes(2))
// holds: assert.equal(f(1).indexOf(2), 1)
// holds: assert.deepStrictEqual(f(1).map((x) => x), [1, 2])
// holds: assert(f(1).at(0) === 1)
// honest: const f = () => [1, 2];

class Items extends Array {
  every() {
    return true;
  }
  includes() {
    return true;
  }
  indexOf() {
    return 1;
  }
  map() {
    return [1, 2];
  }
  at() {
    return 1;
  }
}
function f(x) {
  return Items.of(7, 8);
}
