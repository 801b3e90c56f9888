// Changes the arguments, which neighbours get too.
//
// call: f([1, 2], { k: [] })
// outcome: value
// must not: change its neighbours' results

function f(items, table) {
  items.push('PWNED');
  items.map = () => 'PWNED';
  table.k.push('PWNED');
  delete table.k;
  return 1;
}
