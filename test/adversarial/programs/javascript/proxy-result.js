// Returns a Proxy whose traps hang.
//
// outcome: unencodable
// must not: outlive its deadline

function f() {
  const hang = () => {
    for (;;);
  };
  return [new Proxy({}, { get: hang, ownKeys: hang, getPrototypeOf: hang, getOwnPropertyDescriptor: hang })];
}
