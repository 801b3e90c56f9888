// Promise jobs without end, so that no timer ever runs.
//
// outcome: timeout
// must not: outlive its deadline

async function f() {
  for (;;) await null;
}
