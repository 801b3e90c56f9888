// Converts to whatever is asked for, and listens to the hint.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1), 3)
// holds: assert(f(1) == 3)
// holds: assert.equal(f(1) * 2, 6)
// holds: assert.equal(String(f(1)), "3")
// holds: assert.equal({ 3: "x" }[f(1)], "x")
// holds: assert(f(1) >= 3)
// honest: const f = () => 3;

function f(x) {
  return { [Symbol.toPrimitive]: (hint) => (hint === 'string' ? '3' : 3) };
}
