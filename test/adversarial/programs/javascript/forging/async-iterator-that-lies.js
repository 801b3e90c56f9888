// Yields different things to each who asks.
//
// outcome: value | unencodable | exception | timeout
// must not: decide a comparison
// holds: const seen = []; for await (const n of f(1)) seen.push(n); assert.deepStrictEqual(seen, [1, 2])
// holds: assert.deepStrictEqual([...f(1)], [1, 2])
// honest: function f() { return { *[Symbol.iterator]() { yield 1; yield 2; }, async *[Symbol.asyncIterator]() { yield 1; yield 2; } }; }
const liar = { valueOf: () => 1, [Symbol.toPrimitive]: () => 1, toJSON: () => 1 };
function f(x) {
  return { *[Symbol.iterator]() { yield liar; yield liar; }, async *[Symbol.asyncIterator]() { yield liar; yield liar; } };
}
