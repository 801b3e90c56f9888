// Returns a generator without end.
//
// outcome: value
// must not: outlive its deadline

function* f() {
  for (let i = 0; ; i++) yield i;
}
