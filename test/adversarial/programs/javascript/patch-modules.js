// Replaces functions of the modules that it shares with others.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  const lie = () => 'PWNED';
  for (const name of ['assert', 'util', 'path', 'url', 'querystring', 'events', 'buffer', 'crypto']) {
    const module = require(name);
    for (const key of Object.keys(module)) {
      try {
        module[key] = lie;
      } catch {
        continue;
      }
      try {
        module[key].prototype.toString = lie;
      } catch {
        continue;
      }
    }
  }
  try {
    Buffer.prototype.toString = URL.prototype.toString = lie;
    Object.getPrototypeOf(URL.prototype).PWNED = 1;
  } catch {
    return 1;
  }
  return 1;
}
