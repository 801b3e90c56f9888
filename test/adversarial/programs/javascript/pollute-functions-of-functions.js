// Gives single built-in functions a `call` and an `apply` of their own.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  for (const fn of [Array.prototype.slice, Object.prototype.hasOwnProperty, Math.max]) {
    try {
      Object.defineProperty(fn, 'call', { value: () => 'PWNED' });
      Object.defineProperty(fn, 'apply', { value: () => 'PWNED' });
    } catch {
      continue;
    }
  }
  return 1;
}
