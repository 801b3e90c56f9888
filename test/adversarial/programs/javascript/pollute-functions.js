// Replaces call, apply, bind, and what builds objects and text.
//
// outcome: value | exception | unencodable
// must not: change its neighbours' results

function f() {
  const lie = () => 'PWNED';
  Function.prototype.call = Function.prototype.apply = Function.prototype.bind = lie;
  JSON.stringify = JSON.parse = Math.floor = Math.max = Object.keys = Object.entries = lie;
  Object.getOwnPropertyDescriptor = Object.getPrototypeOf = Object.is = lie;
  Promise.resolve = Promise.prototype.then = Array.from = Array.isArray = lie;
  globalThis.parseInt = globalThis.Map = globalThis.Error = globalThis.isNaN = lie;
  return { a: 1 };
}
