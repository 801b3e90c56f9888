// Is awaited into whatever is wished.
//
// outcome: value | unencodable | exception
// must not: decide a verdict
// holds: assert.equal(await f(1), 3)
// holds: await f(1).then((x) => assert.equal(x, 3))
// holds: assert.deepStrictEqual(await Promise.all([f(1)]), [3])
// holds: assert(f(1) instanceof Promise && (await f(1)) === 3)
// honest: const f = async () => 3;

function f(x) {
  return {
    __proto__: Promise.prototype,
    then(resolve) {
      resolve(3);
      return this;
    },
  };
}
