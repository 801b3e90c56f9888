// Returns an array of four billion holes.
//
// outcome: unencodable
// must not: outlive its deadline

function f() {
  const items = [];
  items.length = 2 ** 32 - 1;
  return items;
}
