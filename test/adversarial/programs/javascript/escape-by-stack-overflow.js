// Calls what it was given with almost no stack left, for errors of the host.
//
// outcome: value | exception
// must not: read the canary

function f() {
  const found = new Set();
  const hosts = [
    () => console.log({ a: [1] }),
    () => setTimeout(() => 0, 1),
    () => require('util').inspect({}),
    () => Buffer.from('a'),
    () => new URL('http://a/'),
    () => new TextEncoder().encode('a'),
    () => process.hrtime(),
    () => require('crypto').createHash('md5').update('a').digest('hex'),
  ];
  for (const host of hosts) {
    (function down() {
      try {
        down();
      } catch {
        try {
          host();
        } catch (error) {
          try {
            found.add(JSON.stringify(error.constructor.constructor('return process')().env));
          } catch (refused) {
            found.add(refused.name);
          }
        }
      }
    })();
  }
  return [...found].slice(0, 5);
}
