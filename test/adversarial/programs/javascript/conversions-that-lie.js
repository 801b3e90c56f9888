// Returns an object that converts to what was expected.
//
// outcome: value
// must not: pass the test

function f() {
  const lie = () => 'EXPECTED';
  return { toJSON: lie, toString: lie, valueOf: lie, [Symbol.toPrimitive]: lie, inspect: lie };
}
