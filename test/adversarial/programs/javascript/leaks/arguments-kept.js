// Keeps what it is called with and answers the next calls from what it makes of that, through jobs of its own.
//
// outcome: value 1.0 | value 2.0
// must not: change its neighbours' results
// call: f({ a: 1 })
// call: f({ a: 2 })

const seen = [];
function f(given) {
  seen.push(given);
  queueMicrotask(() => {
    for (const one of seen) one.a = 'FORGED';
    Object.setPrototypeOf(seen[0], { FORGED: 1 });
  });
  return given.a;
}
