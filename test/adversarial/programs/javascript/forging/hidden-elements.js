// Returns arrays that hold more, or other, than they show.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.deepStrictEqual(f(1), [1, 2])
// holds: assert.equal(f(1).length, 2)
// holds: assert.deepStrictEqual(f(1).slice(), [1, 2])
// holds: assert.deepStrictEqual(f(1).map((x) => x), [1, 2])
// holds: assert.deepStrictEqual(Object.values(f(1)), [1, 2])
// holds: assert.equal(f(1).join(), "1,2")
// honest: const f = () => [1, 2];

let reads = 0;
function f(x) {
  const items = [];
  Object.defineProperty(items, '0', { get: () => 1, enumerable: true });
  Object.defineProperty(items, '1', { get: () => (reads++ ? 2 : 2), enumerable: true });
  items.join = () => '1,2';
  items.secret = 'more';
  return items;
}
