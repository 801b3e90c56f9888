// Leaves promise jobs that never end.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  (async () => {
    for (;;) await null;
  })();
  return 1;
}
