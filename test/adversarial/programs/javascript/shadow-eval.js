// Puts its own functions under names that the harness may use.
//
// outcome: value | exception
// must not: change its neighbours' results

var eval = () => () => 'PWNED';
var Reflect = { apply: () => 'PWNED' };
var undefined = 1;
function f() {
  return 1;
}
