// Patches the hidden prototypes of iterators and generators.
//
// outcome: value | exception
// must not: change its neighbours' results

function f() {
  const lie = () => ({ done: true, value: 'PWNED' });
  for (const sample of [[].values(), new Map().values(), ''[Symbol.iterator](), (function* () {})()]) {
    for (let at = Object.getPrototypeOf(sample); at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      try {
        at.next = lie;
      } catch {
        continue;
      }
    }
  }
  return 1;
}
