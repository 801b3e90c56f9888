// Kills the process above it.
//
// outcome: exception TypeError
// must not: end a process of the harness

function f() {
  process.kill(@PARENT@, 'SIGKILL');
  return 1;
}
