// Is written as what is expected.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(JSON.stringify(f(1)), "[1,2]")
// holds: assert.deepStrictEqual(JSON.parse(JSON.stringify(f(1))), [1, 2])
// holds: assert.equal(JSON.stringify({ a: f(1) }), '{"a":[1,2]}')
// honest: const f = () => [1, 2];

function f(x) {
  return { toJSON: () => [1, 2] };
}
