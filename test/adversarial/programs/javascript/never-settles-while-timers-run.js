// Returns a promise that never settles, under timers that go on.
//
// outcome: timeout
// must not: outlive its deadline

function f() {
  setInterval(() => undefined, 1);
  return new Promise(() => undefined);
}
