// Leaves lying objects and methods in what it was given.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: const xs = []; f(xs); assert.deepStrictEqual(xs, [1, 2])
// holds: const xs = [5]; f(xs); assert(xs.every((x) => x < 5))
// holds: const o = {}; f(o); assert.equal(o.a, 1)
// holds: const m = new Map(); f(m); assert.equal(m.get("a"), 1)
// honest: const f = (x) => { if (Array.isArray(x)) x.splice(0, 9, 1, 2); else if (x instanceof Map) x.set("a", 1); else x.a = 1; };

function f(x) {
  if (x === 1) return x;
  Object.defineProperty(x, 'a', { get: () => 1, enumerable: true, configurable: true });
  x.every = () => true;
  x.get = () => 1;
  return x;
}
