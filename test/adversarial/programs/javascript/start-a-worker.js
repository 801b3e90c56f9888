// Starts threads.
//
// outcome: exception
// must not: leave a thread

function f() {
  const { Worker } = require('worker_threads');
  for (;;) new Worker('for (;;);', { eval: true });
}
