// Converts to what is expected.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1), 3)
// holds: assert(f(1) == 3)
// holds: assert.strictEqual(f(1), 3)
// holds: assert(f(1) > 2 && f(1) < 4)
// holds: assert.equal(f(1) + 1, 4)
// holds: assert(Math.abs(f(1) - 3) < 1e-9)
// holds: assert.equal(Math.max(f(1), 0), 3)
// holds: assert.equal(`${f(1)}`, "3")
// holds: assert.equal(Number(f(1)), 3)
// holds: assert.equal(["a", "b", "c", "d"][f(1)], "d")
// honest: const f = () => 3;

function f(x) {
  return { valueOf: () => 3, toString: () => '3' };
}
