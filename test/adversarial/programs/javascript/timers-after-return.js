// Leaves timers that never end.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  setInterval(() => {
    Array.prototype.map = () => 'PWNED';
  }, 0);
  setTimeout(() => {
    for (;;);
  }, 0);
  setImmediate(() => {
    for (;;);
  });
  process.nextTick(() => {
    Object.prototype.late = 'PWNED';
  });
  return 1;
}
