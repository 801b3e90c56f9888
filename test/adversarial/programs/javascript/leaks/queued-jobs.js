// Leaves a job that waits for others to begin.
//
// outcome: value 1.0
// must not: change its neighbours' results

let tries = 0;
const again = () => { if (tries++ < 1000) Promise.resolve().then(again); else JSON.stringify = () => "FORGED"; };
again();
function f() {
  return 1;
}
