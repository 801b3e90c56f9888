// Starts a shell.
//
// outcome: exception Error
// must not: write a file or leave a process

function f() {
  return require('child_process').execSync('echo > /tmp/@MARK@-shell').toString();
}
