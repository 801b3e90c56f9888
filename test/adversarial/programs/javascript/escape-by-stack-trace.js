// Takes functions and receivers of the host from a structured stack trace.
//
// outcome: value | exception
// must not: read the canary

function f() {
  Error.prepareStackTrace = (_, frames) => frames;
  const frames = new Error().stack;
  const found = [];
  for (const frame of frames) {
    const that = frame.getThis?.();
    const fn = frame.getFunction?.();
    if (fn !== undefined && fn !== f) found.push(String(fn).slice(0, 50));
    if (that !== undefined && that !== globalThis) found.push(typeof that);
    if (fn?.constructor !== undefined && fn !== f) {
      found.push(fn.constructor('return process')().env);
    }
  }
  return found;
}
