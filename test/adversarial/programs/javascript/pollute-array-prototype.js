// Replaces the methods of arrays, their iterator included.
//
// outcome: value [1.0,2.0]
// must not: change its neighbours' results

function f() {
  for (const key of Object.getOwnPropertyNames(Array.prototype)) {
    if (typeof [][key] === 'function' && key !== 'constructor') Array.prototype[key] = () => 'PWNED';
  }
  Array.prototype[Symbol.iterator] = function* () {
    yield 'PWNED';
  };
  Array.prototype[5] = 'PWNED';
  return [1, 2];
}
