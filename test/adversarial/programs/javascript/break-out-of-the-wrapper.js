// Closes the function around it and goes on outside.
//
// outcome: value | refused
// must not: change its neighbours' results

function f() {
  return 1;
}
return () => () => 'PWNED';
}); globalThis.outside = 'PWNED'; (function (exports, require, module) {
function f() {
  return 2;
}
