// Declares names by an evaluation that is nobody's.
//
// outcome: value 1.0
// must not: change its neighbours' results

(0, eval)("let JSON = 1; const Math = 2; var total = 3; function fixed() {}");
function f() {
  return 1;
}
