// Patches what timers inherit from.
//
// outcome: value | exception
// must not: change its neighbours' results

const shared = Object.getPrototypeOf(setTimeout(() => undefined, 0));
try {
  shared[Symbol.toPrimitive] = () => 0;
  shared.hasRef = () => 'FORGED';
  shared.unref = shared.ref = () => undefined;
} catch {
  Object.freeze(shared);
}
function f() {
  return 1;
}
