// Defines names in the global object that others declare themselves, and that cannot be taken away.
//
// outcome: value 1.0 | refused | exception
// must not: change its neighbours' results
for (const name of ['total', 'fixed', 'secret', 'seen', 'Point', 'f']) {
  try { Object.defineProperty(globalThis, name, { get: () => 'FORGED', set() {}, configurable: false }); } catch {}
}
try { Object.preventExtensions(globalThis); } catch {}
function f(x) { return 1; }
