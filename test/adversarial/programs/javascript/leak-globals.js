// Leaves variables behind, some that cannot be deleted.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  total = 'PWNED';
  globalThis.helper = () => 'PWNED';
  Object.defineProperty(globalThis, 'fixed', { value: 'PWNED', configurable: false });
  eval('var leaked = "PWNED"');
  return 1;
}
