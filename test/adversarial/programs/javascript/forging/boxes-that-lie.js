// Returns boxed values and dates whose methods answer as is wished.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1), 3)
// holds: assert.strictEqual(f(1), 3)
// holds: assert.equal(f(1).toFixed(1), "3.0")
// holds: assert.deepEqual([f(1)], [3])
// holds: assert.equal(f(1).valueOf(), 3)
// honest: const f = () => 3;

function f(x) {
  const box = new Number(8);
  box.valueOf = () => 3;
  box.toFixed = () => '3.0';
  box[Symbol.toPrimitive] = () => 3;
  return box;
}
