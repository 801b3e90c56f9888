// Gives iterators of its own that end at once, so that nothing in the loop is looked at.
//
// outcome: value | unencodable
// must not: decide a verdict
// holds: for (const x of entries(f(1))) assert.equal(x, 3)
// holds: for (const x of f(1)) assert.equal(x, 3)
// holds: for (const x of f(1).items()) assert.equal(x, 3)
// holds: assert.ok([...entries(f(1))].every((x) => x === 3))
// honest: function* entries(x) { yield 3; }\nconst f = () => ({ *[Symbol.iterator]() { yield 3; }, *items() { yield 3; } });

function* entries(x) {}
function f(x) {
  return {
    *[Symbol.iterator]() {},
    *items() {},
  };
}
