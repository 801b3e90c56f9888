// Returns dates and maps whose methods answer as is wished.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1).getTime(), 5)
// holds: assert.deepStrictEqual(f(1), new Date(5))
// holds: assert.equal(+f(1), 5)
// holds: assert.equal(f(1).toISOString(), new Date(5).toISOString())
// honest: const f = () => new Date(5);

class Late extends Date {
  getTime() {
    return 5;
  }
  valueOf() {
    return 5;
  }
  toISOString() {
    return '1970-01-01T00:00:00.005Z';
  }
}
function f(x) {
  return new Late(999);
}
