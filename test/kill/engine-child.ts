// One session of a scripted run in a process that a test may kill at any moment:
//   engine-child.ts DIRECTORY BASE_URL [RUN]     starts a run, or resumes RUN
// Prints a first line when the run is about to begin, then the outcome as a line of JSON.
import { Engine } from '../../src/core/engine/engine.ts';
import { Cancellation } from '../../src/core/engine/cancellation.ts';
import { SeededRandom } from '../../src/core/random.ts';
import { systemClock } from '../../src/node/clock.ts';
import { sha256 } from '../../src/node/hash.ts';
import { ServerModel } from '../../src/node/models/server-model.ts';
import { FileStore } from '../../src/node/store/file-store.ts';
import { branching } from '../unit/engine/branching.ts';
import {
  codeOf,
  firstSelector,
  noParser,
  PortRunner,
  settingsOf,
  task,
} from '../unit/engine/kit.ts';

const [directory = '', baseUrl = '', run] = process.argv.slice(2);
const engine = new Engine({
  model: new ServerModel(
    { baseUrl, model: 'scripted' },
    { random: new SeededRandom(1), clock: systemClock },
  ),
  runner: new PortRunner(),
  parser: noParser,
  store: new FileStore(directory),
  clock: systemClock,
  hash: sha256,
  strategies: [branching],
  selectors: [firstSelector],
  version: '0.0.0-test',
});
let begun = false;
const options = {
  signal: new Cancellation(),
  onView: () => {
    if (!begun) process.stdout.write('begun\n');
    begun = true;
  },
};
const result = await (run
  ? engine.resume(run, options)
  : engine.start(task, settingsOf(), options));
const outcome = result.ok
  ? {
      state: result.value.state,
      code: codeOf(result.value.solution),
      message: result.value.message,
      repeated: result.value.resumed?.repeated,
      view: { ...result.value.view, nodes: [...result.value.view.nodes] },
    }
  : { state: 'none', message: `${result.error.reason}: ${result.error.message}` };
process.stdout.write(`${JSON.stringify(outcome)}\n`);
