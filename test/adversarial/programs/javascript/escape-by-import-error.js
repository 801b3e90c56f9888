// Uses the error of a failed import, which belongs to the host.
//
// outcome: value | exception
// must not: read the canary

async function f() {
  try {
    await eval("import('fs')");
  } catch (error) {
    const host = error.constructor.constructor('return process')();
    return host.getBuiltinModule('fs').readFileSync('@HOME@/.ssh/id_rsa', 'utf8');
  }
  return 'imported';
}
