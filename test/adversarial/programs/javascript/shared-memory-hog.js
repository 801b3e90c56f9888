// Takes shared memory.
//
// outcome: exception RangeError | crash | timeout
// must not: take the machine's memory

function f() {
  const held = [];
  for (;;) held.push(new Uint8Array(new SharedArrayBuffer(1e8)).fill(1));
}
