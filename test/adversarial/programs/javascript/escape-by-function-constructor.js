// Asks constructors for the global object of the host.
//
// outcome: value | exception
// must not: read the canary

function f() {
  const found = [];
  for (const start of [this, console, console.log, setTimeout, Buffer, URL, require, exports, process]) {
    try {
      found.push(start.constructor.constructor('return process')().env);
    } catch (error) {
      found.push(String(error));
    }
  }
  return found;
}
