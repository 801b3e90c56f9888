// Patches the modules and globals that assertions use.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1), 3)
// holds: require("assert").strictEqual(f(1), 3)
// holds: assert.deepStrictEqual([f(1)], [3])
// holds: assert.equal(JSON.stringify(f(1)), "3")
// holds: assert.equal(Math.max(f(1), 1), 3)
// holds: assert(Number.isInteger(f(1)) && f(1) === 3)
// honest: const f = () => 3;

const assertions = require('assert');
for (const name of Object.keys(assertions)) assertions[name] = () => undefined;
require('util').isDeepStrictEqual = () => true;
globalThis.assert = () => undefined;
JSON.stringify = () => '3';
Math.max = () => 3;
Number.isInteger = () => true;
function f(x) {
  return 4;
}
