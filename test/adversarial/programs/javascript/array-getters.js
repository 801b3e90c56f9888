// Returns an array with elements that hang when they are read.
//
// outcome: timeout | value
// must not: outlive its deadline

function f() {
  const items = [1, 2, 3];
  Object.defineProperty(items, 1, {
    get() {
      for (;;);
    },
    enumerable: true,
  });
  return items;
}
