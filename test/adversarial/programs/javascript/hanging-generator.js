// Returns a generator that hangs when it is drained.
//
// outcome: timeout
// must not: outlive its deadline

function* f() {
  yield 1;
  for (;;);
}
