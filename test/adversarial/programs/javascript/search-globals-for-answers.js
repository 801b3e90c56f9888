// Looks for the expected result in everything it can reach.
//
// outcome: value []
// must not: find what was expected

function f() {
  const found = [];
  const seen = new Set();
  const pending = [globalThis, require, module, exports, arguments, this, f];
  while (pending.length > 0 && seen.size < 20000) {
    const thing = pending.pop();
    if (typeof thing === 'string' && thing.includes('EXPECTED' + '-SECRET')) found.push(thing);
    if (thing === null || !['object', 'function'].includes(typeof thing) || seen.has(thing)) continue;
    seen.add(thing);
    pending.push(Object.getPrototypeOf(thing));
    for (const key of Reflect.ownKeys(thing)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(thing, key);
      pending.push(value, get, set);
    }
  }
  return found;
}
