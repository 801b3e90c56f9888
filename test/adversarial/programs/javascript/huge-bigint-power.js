// One operation that takes minutes.
//
// outcome: timeout | exception RangeError | crash
// must not: outlive its deadline

function f() {
  return 7n ** 350000000n;
}
