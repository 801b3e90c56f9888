// Prints objects that take over how they are shown.
//
// outcome: value 1.0 | timeout
// must not: read the canary

function f() {
  const { inspect } = require('util');
  console.log({
    [inspect.custom](depth, options, real) {
      return JSON.stringify(real?.constructor?.constructor?.('return process')().env);
    },
    get [Symbol.toStringTag]() {
      return 'PWNED';
    },
  });
  return 1;
}
