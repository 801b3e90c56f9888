// Throws a Proxy whose traps hang.
//
// outcome: exception
// must not: outlive its deadline

function f() {
  const hang = () => {
    for (;;);
  };
  throw new Proxy({}, { get: hang, getPrototypeOf: hang, getOwnPropertyDescriptor: hang });
}
