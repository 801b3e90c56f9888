// Gives the realm an accessor under a name that honest programs use.
//
// outcome: value 1.0
// must not: change its neighbours' results

Object.defineProperty(globalThis, "total", { get: () => "FORGED", configurable: false });
function f() {
  return 1;
}
