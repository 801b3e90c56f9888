// Throws a function whose text hangs.
//
// outcome: exception
// must not: outlive its deadline

function f() {
  const thrown = () => undefined;
  thrown.toString = thrown[Symbol.toPrimitive] = () => {
    for (;;);
  };
  throw thrown;
}
