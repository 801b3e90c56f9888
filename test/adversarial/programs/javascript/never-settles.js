// Returns a promise that nothing can settle.
//
// outcome: timeout
// must not: wait in vain

function f() {
  return new Promise(() => undefined);
}
