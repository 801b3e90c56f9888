// Returns proxies that answer as is wished.
//
// outcome: value | unencodable | exception | timeout
// must not: decide a verdict
// holds: assert.deepStrictEqual(f(1), [1, 2])
// holds: assert.equal(f(1)[0], 1)
// holds: assert.equal(f(1).length, 2)
// holds: assert.deepEqual([...f(1)], [1, 2])
// holds: assert(Array.isArray(f(1)) && f(1).includes(2))
// honest: const f = () => [1, 2];

function f(x) {
  return new Proxy([], {
    get: (target, key) => (key === 'length' ? 2 : key === '0' ? 1 : key === '1' ? 2 : () => true),
    has: () => true,
    ownKeys: () => ['0', '1', 'length'],
    getOwnPropertyDescriptor: (target, key) =>
      key === 'length'
        ? Reflect.getOwnPropertyDescriptor(target, key)
        : { value: Number(key) + 1, writable: true, enumerable: true, configurable: true },
  });
}
