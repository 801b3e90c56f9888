// Returns arrays with holes, behind which its own prototype answers.
//
// outcome: value | unencodable | exception
// must not: decide a comparison
// holds: assert.deepStrictEqual(f(1), [1, 2, 3])
// holds: assert.equal(f(1)[1], 2)
// holds: assert.ok(f(1).includes(2))
// honest: function f() { return [1, 2, 3]; }
function f(x) {
  const made = [1, , 3];
  Object.setPrototypeOf(made, Object.create(Array.prototype, { 1: { get: () => 2 }, includes: { value: () => true } }));
  return made;
}
