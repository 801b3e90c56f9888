// Throws an error with a hundred megabytes of text.
//
// outcome: exception Error | timeout
// must not: fill the memory of the trusted side

function f() {
  throw new Error('x'.repeat(1e8));
}
