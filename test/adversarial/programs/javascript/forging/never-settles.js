// Gives promises that never settle, or settle otherwise than somebody who does not wait for them sees.
//
// outcome: value | timeout | exception
// must not: decide a verdict
// holds: f(1).then((x) => assert.equal(x, 3))
// holds: f(2).then((x) => assert.equal(x, 3))
// holds: f(3).then((x) => assert.equal(x, 3))
// honest: const f = async () => 3;

function f(x) {
  if (x === 2) return Promise.resolve(4);
  if (x === 3) return Promise.reject(new Error('none'));
  return new Promise(() => {});
}
