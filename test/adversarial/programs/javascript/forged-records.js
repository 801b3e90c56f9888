// Writes records of success on every descriptor, if anything lets it.
//
// outcome: value | exception
// must not: pass the test or answer for its neighbours

function f() {
  const write = [process.stdout.write, console.log, console.error];
  const body = JSON.stringify(['value', 1, 2, 0.1, null, '"PWNED"', null, false]);
  const head = String.fromCharCode(0, 0, 0, body.length);
  for (const out of write) out(head + body);
  for (const out of write) out(body + '\n');
  return 1;
}
