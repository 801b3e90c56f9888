// Walks everything that it can reach, and looks for functions that another realm made.
//
// outcome: value []
// must not: get at the process that runs it

function f() {
  const found = [];
  const seen = new Set();
  const queue = [globalThis, new Error('x'), (function* () {})(), (async () => 1)(), setTimeout(() => 0, 0)];
  for (const name of ['assert', 'buffer', 'events', 'os', 'path', 'process', 'url', 'util', 'crypto', 'timers/promises']) {
    try {
      queue.push(require(name));
    } catch (error) {
      queue.push(error);
    }
  }
  while (queue.length > 0 && seen.size < 4000) {
    const one = queue.pop();
    if ((typeof one !== 'object' && typeof one !== 'function') || one === null || seen.has(one)) continue;
    if (ArrayBuffer.isView(one)) continue;
    seen.add(one);
    try {
      const maker = one.constructor?.constructor;
      if (typeof maker === 'function' && maker !== Function) {
        const other = maker('return globalThis')();
        if (other.Array !== undefined && other.Array !== Array) found.push(String(one));
      }
    } catch (error) {
      if (!seen.has(error.message)) queue.push(error);
      seen.add(error.message);
    }
    try {
      queue.push(Object.getPrototypeOf(one));
      for (const key of Reflect.ownKeys(one)) {
        const { value, get, set } = Object.getOwnPropertyDescriptor(one, key);
        queue.push(value, get, set);
      }
    } catch (error) {
      if (!seen.has(error.message)) queue.push(error);
      seen.add(error.message);
    }
  }
  return found;
}
