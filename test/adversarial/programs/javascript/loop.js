// Loops for ever.
//
// outcome: timeout
// must not: outlive its deadline

function f() {
  for (;;);
}
