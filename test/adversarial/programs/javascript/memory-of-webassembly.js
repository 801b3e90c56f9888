// Reserves and fills memory by way of WebAssembly.
//
// outcome: exception | value | crash | timeout
// must not: take more memory than it may

function f() {
  const kept = [];
  for (let i = 0; i < 64; i++) {
    const memory = new WebAssembly.Memory({ initial: 1024, maximum: 65536 });
    new Uint8Array(memory.buffer).fill(1);
    memory.grow(1024);
    kept.push(memory);
  }
  return kept.length;
}
