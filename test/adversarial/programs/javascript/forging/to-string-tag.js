// Says that it is a map, a date or an array by its tag.
//
// outcome: value | unencodable | exception
// must not: decide a comparison
// holds: assert.equal(Object.prototype.toString.call(f(1)), '[object Map]')
// holds: assert.deepStrictEqual(f(1), new Map([[1, 2]]))
// holds: assert.equal(f(1).size, 1)
// holds: assert.equal(f(1).get(1), 2)
// honest: function f() { return new Map([[1, 2]]); }
function f(x) {
  return { get [Symbol.toStringTag]() { return 'Map'; }, size: { [Symbol.toPrimitive]: () => 1 }, get: () => ({ valueOf: () => 2 }), __proto__: Map.prototype };
}
