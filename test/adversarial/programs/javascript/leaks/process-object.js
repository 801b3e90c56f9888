// Changes the environment, the arguments and the listeners of the process.
//
// outcome: value | exception
// must not: change its neighbours' results

process.env.HONEST = 'FORGED';
process.env.TZ = 'Asia/Tokyo';
process.argv.push('FORGED');
process.execArgv.push('FORGED');
process.exitCode = 3;
process.on('exit', () => console.log('FORGED'));
process.nextTick(() => {
  process.env.HONEST = 'FORGED';
});
try {
  process.versions.node = 'FORGED';
  process.release.name = 'FORGED';
  process.stdout.write = () => 'FORGED';
} catch {
  process.umask(0);
}
function f() {
  return 1;
}
