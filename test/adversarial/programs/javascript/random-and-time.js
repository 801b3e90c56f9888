// Replaces chance and time.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  Math.random = () => 'PWNED';
  Date.now = () => 0;
  Date = class Pwned {};
  performance.now = () => 0;
  return 1;
}
