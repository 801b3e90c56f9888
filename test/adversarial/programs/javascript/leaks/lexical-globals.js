// Closes its wrapper and declares names for all.
//
// outcome: value 1.0 | refused
// must not: change its neighbours' results

function f() {
  return 1;
}
});
let JSON = { stringify: () => "FORGED" };
const Object = { keys: () => "FORGED" };
(function () {
