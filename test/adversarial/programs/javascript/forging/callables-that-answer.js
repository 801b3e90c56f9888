// Returns functions and classes that answer whatever is done with them.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(f(1), 3)
// holds: assert.equal(f(1)(), 3)
// holds: assert.equal(new (f(1))().value, 3)
// holds: assert.equal(f(1).value, 3)
// honest: const f = () => Object.assign(function () { return new.target ? { value: 3 } : 3; }, { value: 3, valueOf: () => 3 });

function f(x) {
  const answer = () => answer;
  answer.valueOf = () => 3;
  answer.toString = () => '3';
  Object.defineProperty(answer, 'value', { get: () => answer });
  return answer;
}
