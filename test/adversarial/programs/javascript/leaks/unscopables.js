// Changes what `with` and array methods look at.
//
// outcome: value 1.0
// must not: change its neighbours' results

Array.prototype[Symbol.unscopables].map = true;
Array.prototype[Symbol.isConcatSpreadable] = false;
function f() {
  return 1;
}
