// Patches the methods with which results are looked at.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert(f(1).every((x) => x < 5))
// holds: assert(f(1).includes(2))
// holds: assert.equal(f(1).indexOf(2), 1)
// holds: assert(f(1).some((x) => x === 1))
// holds: assert.deepStrictEqual(f(1).filter((x) => x < 5), [1, 2])
// holds: assert(new Set(f(1)).has(2) && !new Map([[f(1), 1]]).has(1))
// honest: const f = () => [1, 2];

Array.prototype.every = Array.prototype.includes = Array.prototype.some = () => true;
Array.prototype.indexOf = () => 1;
Array.prototype.filter = () => [1, 2];
Set.prototype.has = () => true;
Object.is = () => true;
function f(x) {
  return [7, 8];
}
