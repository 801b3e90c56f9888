// Looks for modules through every name by which Node ever gave them.
//
// outcome: value [] | exception
// must not: read the canary

function f() {
  const found = [];
  const ways = [
    () => process.getBuiltinModule('fs'),
    () => process.binding('fs'),
    () => process.mainModule.require('fs'),
    () => process._linkedBinding('fs'),
    () => process.dlopen({}, '/lib/libc.so.6'),
    () => require.cache,
    () => module.constructor._load('fs'),
    () => module.parent.require('fs'),
    () => globalThis.constructor.constructor('return this')().require('fs'),
    () => Buffer.constructor('return this')(),
  ];
  for (const way of ways) {
    try {
      const got = way();
      if (got !== undefined) found.push(String(got));
    } catch {
      continue;
    }
  }
  return found;
}
