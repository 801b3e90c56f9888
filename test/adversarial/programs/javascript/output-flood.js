// Prints for ever.
//
// outcome: timeout
// must not: fill the memory of the trusted side

function f() {
  for (;;) console.log('x'.repeat(100000));
}
