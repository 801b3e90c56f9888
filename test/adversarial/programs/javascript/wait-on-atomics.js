// Waits on shared memory that nobody wakes.
//
// outcome: timeout
// must not: outlive its deadline

function f() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return 1;
}
