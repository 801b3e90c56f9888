// Has arrays of others made by a class of its own.
//
// outcome: value 1.0
// must not: change its neighbours' results

Object.defineProperty(Array, Symbol.species, { configurable: true, get() { return function () { return ["FORGED"]; }; } });
function f() {
  return 1;
}
