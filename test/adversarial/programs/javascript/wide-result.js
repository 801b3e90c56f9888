// Returns a small object that is huge when written.
//
// outcome: unencodable
// must not: fill the memory of the trusted side

function f() {
  let item = ['x'.repeat(100)];
  for (let i = 0; i < 60; i++) item = [item, item];
  return item;
}
