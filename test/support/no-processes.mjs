// Required by `npm run test:unit`: a test that starts a process or a worker ends the run there, and is told
// where it belongs. An error alone could be taken for an answer by the code under test.
import childProcess from 'node:child_process';
import cluster from 'node:cluster';
import { syncBuiltinESMExports } from 'node:module';
import workerThreads from 'node:worker_threads';

function refuse() {
  const { stack } = new Error('Unit tests start no process and no worker. Move this one.');
  process.stderr.write(`\n${stack}\nIts place is under test/processes.\n`);
  process.exit(1);
}

for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  childProcess[name] = refuse;
}
cluster.fork = refuse;
workerThreads.Worker = refuse;
syncBuiltinESMExports();
