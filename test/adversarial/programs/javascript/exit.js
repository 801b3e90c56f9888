// Ends the process.
//
// outcome: exception Error
// must not: end the batch

function f() {
  process.exit(0);
}
