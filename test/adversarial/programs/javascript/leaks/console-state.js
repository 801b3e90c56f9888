// Leaves groups open, counters counted and timers running in the console.
//
// outcome: value 1.0
// must not: change its neighbours' results

console.group?.('FORGED');
console.group?.('FORGED');
console.count?.();
console.count?.('honest');
console.time?.();
function f() {
  console.group?.('FORGED');
  console.count?.();
  return 1;
}
