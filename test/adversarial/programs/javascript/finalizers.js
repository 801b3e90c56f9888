// Registers callbacks for the time when its objects are collected.
//
// outcome: value 1.0
// must not: change its neighbours' results

function f() {
  const registry = new FinalizationRegistry(() => {
    for (;;);
  });
  for (let i = 0; i < 1000; i++) registry.register({}, i);
  return 1;
}
