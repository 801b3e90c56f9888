// Returns an object whose getters answer as is wished.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.deepStrictEqual(f(1), { a: 1 })
// holds: assert.equal(f(1).a, 1)
// holds: assert.deepEqual({ ...f(1) }, { a: 1 })
// holds: const { a } = f(1); assert.equal(a, 1)
// holds: assert.equal(JSON.stringify(f(1)), '{"a":1}')
// holds: assert.deepEqual(Object.entries(f(1)), [["a", 1]])
// honest: const f = () => ({ a: 1 });

function f(x) {
  return {
    get a() {
      return 1;
    },
  };
}
