// Takes memory and holds on to it whatever the engine says.
//
// outcome: timeout | crash
// must not: take the machine's memory

const held = [];
function f() {
  for (;;) {
    try {
      held.push(new Uint8Array(1e7).fill(1));
    } catch {
      continue;
    }
  }
}
