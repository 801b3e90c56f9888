// Requires a module that reaches the system.
//
// outcome: refused
// must not: read the canary

const { readFileSync } = require('fs');
function f() {
  return readFileSync('@HOME@/.ssh/id_rsa', 'utf8');
}
