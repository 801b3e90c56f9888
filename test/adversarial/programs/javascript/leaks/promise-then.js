// Answers for the promises of others.
//
// outcome: value 1.0
// must not: change its neighbours' results

Promise.prototype.then = function (ok) { return ok("FORGED"); };
function f() {
  return 1;
}
