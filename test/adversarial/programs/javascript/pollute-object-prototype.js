// Gives every object fields that the harness may look for.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  for (const key of ['get', 'set', 'value', 'enumerable', 'kind', 'call', 'state', 'done', 'then', 'next']) {
    Object.prototype[key] = 'PWNED';
  }
  Object.prototype.toString = Object.prototype.valueOf = () => 'PWNED';
  return 1;
}
