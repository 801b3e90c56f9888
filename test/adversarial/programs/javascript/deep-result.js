// Returns an array nested a hundred thousand times.
//
// outcome: unencodable
// must not: use up the stack of the trusted side

function f() {
  let item = [];
  for (let i = 0; i < 100000; i++) item = [item];
  return item;
}
