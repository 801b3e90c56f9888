// Returns objects whose conversions, sizes and iterations would run for ever where the trusted side reads them.
//
// outcome: value | unencodable | exception | timeout
// must not: stall what reads its results
// call: f(0)
// call: f(1)
// call: f(2)

const forever = () => {
  for (;;);
};
class Endless extends Array {
  get length() {
    return forever();
  }
  toString() {
    return forever();
  }
  [Symbol.iterator]() {
    return forever();
  }
  [Symbol.toPrimitive]() {
    return forever();
  }
}
class Sized extends Map {
  get size() {
    return forever();
  }
  entries() {
    return forever();
  }
}
function f(x) {
  if (x === 0) return new Endless();
  if (x === 1) return new Sized([[1, 2]]);
  return Object.defineProperty(new Date(0), 'getTime', { get: forever });
}
