// Leaves a match at the end of its call.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  "FORGED1".replace(/(\w+)/, "x");
  return 1;
}
