// Takes memory that the limit of the heap does not count.
//
// outcome: exception RangeError | crash | timeout
// must not: take the machine's memory

function f() {
  const held = [];
  for (;;) held.push(new Uint8Array(1e8).fill(1));
}
