// Returns half a gigabyte.
//
// outcome: unencodable | crash | exception RangeError
// must not: fill the memory of the trusted side

function f() {
  return 'x'.repeat(2 ** 28);
}
