// Holds a run until it is killed: hold-run.ts DIRECTORY RUN
import { FileStore } from '../../../src/node/store/file-store.ts';

const [directory = '', run = ''] = process.argv.slice(2);
const opened = await new FileStore(directory).open(run);
if (!opened.ok) throw new Error(opened.error.message);
const { log } = opened.value;
await log.append('{"from":"child"}', true);
process.stdout.write('held\n');
// The timer keeps the process alive; it ends with the input, should nobody kill it.
const timer = setInterval(() => undefined, 1000);
process.stdin.on('end', () => {
  clearInterval(timer);
  void log.close();
});
process.stdin.resume();
