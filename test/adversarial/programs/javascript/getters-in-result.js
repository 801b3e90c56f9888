// Returns objects whose getters hang.
//
// outcome: value | unencodable
// must not: outlive its deadline

function f() {
  const hang = {
    get() {
      for (;;);
    },
    enumerable: true,
  };
  class Trap {}
  Object.defineProperty(Trap.prototype, 'constructor', hang);
  Object.defineProperty(Trap.prototype, Symbol.toStringTag, hang);
  Object.defineProperty(Trap.prototype, Symbol.iterator, hang);
  return [Object.defineProperties(new Trap(), { a: hang, then: hang, toJSON: hang })];
}
