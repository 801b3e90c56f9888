// Throws an error that is its own cause, with a stack that hangs.
//
// outcome: exception
// must not: outlive its deadline

function f() {
  const error = new Error('x', { cause: undefined });
  error.cause = error;
  error.errors = [error];
  Object.defineProperty(error, 'message', {
    get() {
      for (;;);
    },
  });
  throw error;
}
