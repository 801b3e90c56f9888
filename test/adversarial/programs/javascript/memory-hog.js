// Takes memory until there is none.
//
// outcome: crash | timeout | exception RangeError
// must not: take the machine's memory

function f() {
  const held = [];
  for (;;) held.push(new Array(1e6).fill(held.length));
}
