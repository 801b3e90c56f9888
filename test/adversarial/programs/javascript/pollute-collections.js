// Replaces the methods of Map, Set, Date, RegExp, String and typed arrays.
//
// outcome: value [{1.0:2.0},set[3.0],@"Date"{"time":4.0},@"RegExp"{"source":"x","flags":"g"},"s"]
// must not: change its neighbours' results

function f() {
  const result = [new Map([[1, 2]]), new Set([3]), new Date(4), /x/g, 's'];
  const lie = () => 'PWNED';
  for (const make of [Map, Set, Date, RegExp, String, Number, Uint8Array, Promise, Symbol]) {
    for (const key of Object.getOwnPropertyNames(make.prototype)) {
      if (key === 'constructor') continue;
      try {
        Object.defineProperty(make.prototype, key, { value: lie });
      } catch {
        continue;
      }
    }
  }
  return result;
}
