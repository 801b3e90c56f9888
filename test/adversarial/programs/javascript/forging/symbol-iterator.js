// Iterates as is wished.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.deepStrictEqual([...f(1)], [1, 2])
// holds: assert.deepStrictEqual(Array.from(f(1)), [1, 2])
// holds: const [a, b] = f(1); assert.deepStrictEqual([a, b], [1, 2])
// holds: let sum = 0; for (const k of f(1)) sum += k; assert.equal(sum, 3)
// holds: assert.equal(Math.max(...f(1)), 2)
// holds: assert.deepStrictEqual(new Set(f(1)), new Set([1, 2]))
// honest: const f = () => [1, 2];

function f(x) {
  const held = [7, 8, 9];
  held[Symbol.iterator] = function* () {
    yield 1;
    yield 2;
  };
  return held;
}
