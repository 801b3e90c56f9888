// Returns an object whose prototype is a Proxy.
//
// outcome: value | unencodable
// must not: outlive its deadline

function f() {
  const hang = () => {
    for (;;);
  };
  const traps = { get: hang, has: hang, ownKeys: hang, getPrototypeOf: hang, getOwnPropertyDescriptor: hang };
  const made = Object.create(new Proxy({}, traps));
  made.x = 1;
  return [made];
}
