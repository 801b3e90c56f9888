// Walks up through `caller` and `arguments`.
//
// outcome: value | exception
// must not: read the canary

function f() {
  const found = [];
  let at = f;
  for (let i = 0; i < 20 && at; i++) {
    found.push(typeof at);
    for (const arg of at.arguments ?? []) {
      if (typeof arg === 'function') found.push(arg.constructor('return process')().env);
    }
    at = at.caller;
  }
  return found;
}
