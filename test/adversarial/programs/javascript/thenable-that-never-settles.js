// Returns an object that only looks like a promise.
//
// outcome: timeout
// must not: wait in vain

function f() {
  return { then() {} };
}
