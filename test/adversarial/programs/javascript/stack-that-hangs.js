// Hangs where its error is turned into text.
//
// outcome: exception | timeout
// must not: outlive its deadline

function f() {
  Error.prepareStackTrace = () => {
    for (;;);
  };
  throw new Error('x');
}
