// Uses the syntax of the engine's own tests.
//
// outcome: refused
// must not: end the server

function f() {
  return %DebugPrint(f);
}
