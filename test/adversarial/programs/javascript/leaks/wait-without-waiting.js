// Has a wait without blocking end in the time of the programs after it.
//
// outcome: value | exception
// must not: change its neighbours' results

const memory = new Int32Array(new SharedArrayBuffer(4));
for (const ms of [1, 2, 5, 10]) {
  Atomics.waitAsync(memory, 0, 0, ms).value.then(() => {
    Math.floor = () => 'FORGED';
    Array.prototype.map = () => 'FORGED';
  });
}
function f() {
  return 1;
}
