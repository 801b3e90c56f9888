// Returns an object whose `then` is a getter that never returns.
//
// outcome: timeout
// must not: outlive its deadline

function f() {
  return {
    get then() {
      for (;;);
    },
  };
}
