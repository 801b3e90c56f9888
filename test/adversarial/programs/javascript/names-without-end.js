// Throws and returns things whose names are longer than anything that may be said.
//
// outcome: exception | value | unencodable | refused | timeout | skipped
// must not: fill the trusted side
// call: f(0)
// call: f(1)
// call: f(2)
// call: f(3)

const long = 'A\u202e'.repeat(3e6);
const Long = { [long]: class extends Error {} }[long];
function f(x) {
  if (x === 0) throw new Long('x');
  if (x === 1) return new Long('x');
  if (x === 2) return { [long]: 1, [Symbol(long)]: 2 };
  const error = new Error('x');
  error.name = long;
  error.cause = error;
  throw error;
}
