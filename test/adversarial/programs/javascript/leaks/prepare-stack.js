// Writes the stacks of errors to come.
//
// outcome: value 1.0
// must not: change its neighbours' results

Error.prepareStackTrace = () => "FORGED";
Error.stackTraceLimit = 0;
function f() {
  return 1;
}
