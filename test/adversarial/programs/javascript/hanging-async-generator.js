// Returns an async generator that never gives its second item.
//
// outcome: value
// must not: wait in vain

async function* f() {
  yield 1;
  await new Promise(() => undefined);
}
