// Leaves rejected promises.
//
// outcome: value 1.0
// must not: end the server

function f() {
  for (let i = 0; i < 1000; i++) Promise.reject(new Error('unhandled'));
  queueMicrotask(() => {
    throw new Error('unhandled');
  });
  return 1;
}
