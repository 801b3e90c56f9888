// Patches how generators go on, and yields what converts to anything.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.deepStrictEqual([...f(1)], [1, 2])
// holds: const g = f(1); assert.equal(g.next().value, 1)
// holds: let sum = 0; for (const k of f(1)) sum += k; assert.equal(sum, 3)
// honest: function* f() { yield 1; yield 2; }

const one = { valueOf: () => 1 };
const two = { valueOf: () => 2 };
function* f(x) {
  yield one;
  yield two;
}
const { next } = Object.getPrototypeOf(f.prototype);
Object.getPrototypeOf(f.prototype).next = function (...args) {
  const step = next.apply(this, args);
  return { done: step.done, value: step.value && { valueOf: () => step.value.valueOf() } };
};
