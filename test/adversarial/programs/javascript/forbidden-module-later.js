// Requires a module that reaches the system when it is called.
//
// outcome: exception Error
// must not: read the canary

function f() {
  return require('node:fs').readFileSync('@HOME@/.ssh/id_rsa', 'utf8');
}
