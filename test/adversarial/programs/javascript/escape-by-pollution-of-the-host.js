// Pollutes the prototypes of the host through an error of its own.
//
// outcome: value | exception
// must not: change its neighbours' results

async function f() {
  try {
    await eval("import('fs')");
  } catch (error) {
    let at = error;
    while (at !== null) {
      for (const key of ['toString', 'get', 'value', 'writable', 'kind', 'call', 'push', 'then']) {
        try {
          Object.defineProperty(at, key, { get: () => 'PWNED', configurable: true });
        } catch {
          continue;
        }
      }
      const make = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
      if (typeof make === 'function') {
        try {
          make.captureStackTrace = make.assign = make.keys = () => ['PWNED'];
        } catch {
          break;
        }
      }
      at = Object.getPrototypeOf(at);
    }
  }
  return 1;
}
