// Returns an integer whose decimal form takes minutes to write.
//
// outcome: unencodable
// must not: outlive its deadline

function f() {
  return 1n << 20000000n;
}
