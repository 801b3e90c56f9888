// Resolves with thenables that resolve with thenables.
//
// outcome: timeout
// must not: outlive its deadline

function f() {
  const make = () => ({ then: (resolve) => resolve(make()) });
  return make();
}
