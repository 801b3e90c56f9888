// Leaves a match for those who read what was matched last.
//
// outcome: value 1.0
// must not: change its neighbours' results

/(FORGED)/.exec("a FORGED b");
function f() {
  return 1;
}
