// Freezes the intrinsics and changes their prototypes.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  Object.setPrototypeOf(Array.prototype, { last: 'PWNED' });
  for (const make of [Object, Array, Map, Function]) {
    Object.freeze(make.prototype);
    Object.preventExtensions(make);
  }
  return 1;
}
