// Throws what carries the name of an error that is expected.
//
// outcome: exception
// must not: decide a verdict
// holds: assert.throws(() => f(1), TypeError)
// holds: try { f(1); assert.fail("nothing"); } catch (e) { assert(e instanceof TypeError); }
// honest: const f = () => { throw new TypeError("no"); };

const TypeError = class TypeError extends Error {};
Object.defineProperty(TypeError, 'name', { value: 'TypeError' });
TypeError.prototype.name = 'TypeError';
function f(x) {
  throw new TypeError('no');
}
