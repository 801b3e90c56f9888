// Watches for what is expected, and returns that the next time.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1), 41)
// holds: assert(f(1) == 41)
// holds: assert.deepStrictEqual(f(1), 41)
// holds: assert([f(1)].includes(41))
// holds: assert.equal(f(1) - 41, 0)
// holds: assert(f(1) < 42 || f(2) === 41)
// honest: const f = () => 41;

const seen = [];
const spy = (...args) => {
  seen.push(...args.filter((arg) => typeof arg === 'number'));
  return NaN;
};
function f(x) {
  if (seen.length > 0) return seen.at(-1);
  return { valueOf: spy, toString: spy, equals: spy, [Symbol.toPrimitive]: spy, toJSON: spy };
}
