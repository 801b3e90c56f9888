// Claims the constructors and tags of arrays and maps.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert(f(1) instanceof Array)
// holds: assert.equal(f(1).constructor, Array)
// holds: assert(Array.isArray(f(1)))
// holds: assert.equal(Object.prototype.toString.call(f(1)), "[object Array]")
// holds: assert.deepStrictEqual(f(1), [])
// honest: const f = () => [];

function f(x) {
  const held = { constructor: Array, length: 0 };
  held[Symbol.toStringTag] = 'Array';
  return held;
}
