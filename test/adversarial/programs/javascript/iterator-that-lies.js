// Returns an iterator that breaks every rule of iterators.
//
// outcome: value
// must not: outlive its deadline

function f() {
  let n = 0;
  return {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      n++;
      return n < 3 ? { get done() { for (;;); }, value: n } : 'PWNED';
    },
    return() {
      for (;;);
    },
  };
}
