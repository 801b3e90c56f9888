// Gives every object of its realm the wished properties.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1).a, 1)
// holds: assert.deepStrictEqual(f(1), { a: 1 })
// holds: assert("a" in f(1))
// holds: assert.equal(f(1)?.a ?? 0, 1)
// holds: assert.equal(Object.keys(f(1)).length, 1)
// honest: const f = () => ({ a: 1 });

Object.prototype.a = 1;
Object.keys = () => ['a'];
function f(x) {
  return {};
}
