// A regular expression that backtracks for years.
//
// outcome: timeout
// must not: outlive its deadline

function f() {
  return /^(a+)+$/.test('a'.repeat(60) + 'b');
}
