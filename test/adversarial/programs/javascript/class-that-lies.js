// Returns an instance of a class under the name of another.
//
// outcome: value
// must not: pass the test

class Num extends Number {
  static get [Symbol.species]() {
    return Number;
  }
  static [Symbol.hasInstance]() {
    return true;
  }
  get [Symbol.toStringTag]() {
    return 'Number';
  }
}
Object.defineProperty(Num, 'name', { value: 'Number' });
function f() {
  return new Num(7);
}
