// Throws what cannot be looked at, from timers and jobs, where nobody catches it.
//
// outcome: value | exception | timeout
// must not: end the process that others need

const odd = new Proxy({}, {
  get() {
    throw odd;
  },
  getPrototypeOf() {
    throw odd;
  },
});
async function f() {
  setTimeout(() => {
    throw odd;
  }, 0);
  queueMicrotask(() => {
    throw odd;
  });
  setImmediate(() => {
    throw null;
  });
  Promise.reject(odd);
  await new Promise((resolve) => setTimeout(resolve, 2));
  return 1;
}
