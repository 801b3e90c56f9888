// Stops the clock and fixes chance.
//
// outcome: value 1.0
// must not: change its neighbours' results

Math.random = () => 0.5;
Date.now = () => 0;
Math.floor = () => "FORGED";
function f() {
  return 1;
}
