// Reads the environment that it is shown.
//
// outcome: value [@"Object"{},[]]
// must not: read the canary

function f() {
  return [process.env, process.argv];
}
