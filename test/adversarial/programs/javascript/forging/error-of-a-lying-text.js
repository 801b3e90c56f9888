// Throws what says any text.
//
// outcome: exception
// must not: decide a verdict
// holds: assert.throws(() => f(1), /far/)
// holds: assert.throws(() => f(1), { message: /far/ })
// holds: try { f(1); assert.fail("nothing"); } catch (e) { assert.equal(e.message, "far"); }
// honest: const f = () => { throw new Error("far"); };

class Wrong extends Error {
  get message() {
    return 'far';
  }
  toString() {
    return 'far';
  }
}
function f(x) {
  const wrong = new Wrong();
  delete wrong.message;
  throw wrong;
}
