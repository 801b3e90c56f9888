// Never comes back from a built-in function.
//
// outcome: timeout
// must not: outlive its deadline

function f() {
  return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
}
