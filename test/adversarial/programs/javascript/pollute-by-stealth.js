// Replaces methods by accessors that show the old ones at first.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  for (const [owner, key] of [
    [Array.prototype, 'map'],
    [Array.prototype, 'join'],
    [String.prototype, 'split'],
    [Object, 'keys'],
    [JSON, 'stringify'],
  ]) {
    const real = owner[key];
    let looks = 0;
    Object.defineProperty(owner, key, {
      get: () => (looks++ < 3 ? real : () => 'PWNED'),
      configurable: true,
      enumerable: false,
    });
  }
  return 1;
}
