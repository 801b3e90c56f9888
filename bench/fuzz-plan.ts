/**
 * `npm run fuzz:plan -- --minutes 10 [--seed N] [--case N]`: feeds random texts to the plan reader
 * and to all that the editor does with a plan, and reports the first crash, hang or broken promise.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { SeededRandom } from '../src/core/random.ts';
import { checkText, largeText, randomText } from './fuzz-plan-cases.ts';

/** A single text may take this long before it counts as a hang, in ms. */
const hangLimit = 20_000;

const seedTexts = [
  'root(a, b=[1, 2]) -> total: adds\n1, [2] -> 3\n  leaf(x): one\n  "a -> b" -> 1\n    root\n  other(): two\n2, [] -> 2\n',
  '# language: typescript\nheader\n#*#*#\nasync load(urls: Map<string, number>, ...rest: T[]) -> Promise<void>: loads\n  | all\nholds order: assert true\n  | assert false\n  *evens(n): yields\n  1 -> raises Error\n  2 -> 0.5 within 1e-3\n  >>> new A().evens(2) -> 3  # why\n',
  'f(x): f\n    g(x): g\n      h(x): h\n\n    # comment\n    k(x): k\n      h(x): other\n        g\n    k\n',
];

interface Shared {
  readonly seed: string;
  readonly only: number | undefined;
  readonly progress: SharedArrayBuffer;
}

if (isMainThread) await watch();
else work(workerData as Shared);

function textOf(seed: string, index: number): string {
  const random = new SeededRandom(`${seed}/${index}`);
  return index % 500 === 499 ? largeText(random) : randomText(random, seedTexts);
}

function work({ seed, only, progress }: Shared): void {
  const counter = new Int32Array(progress);
  for (let index = only ?? 0; ; index += 1) {
    Atomics.store(counter, 0, index);
    const text = textOf(seed, index);
    try {
      checkText(text);
    } catch (error) {
      const stack = error instanceof Error ? error.stack : String(error);
      parentPort?.postMessage(`case ${index} of seed ${seed}:\n${stack}\n${JSON.stringify(text)}`);
      return;
    }
    if (only !== undefined) return;
  }
}

async function watch(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      case: { type: 'string' },
    },
  });
  const progress = new SharedArrayBuffer(4);
  const counter = new Int32Array(progress);
  const only = values.case === undefined ? undefined : Number(values.case);
  const data: Shared = { seed: values.seed, only, progress };
  const worker = new Worker(new URL(import.meta.url), { workerData: data });
  const deadline = Date.now() + Number(values.minutes) * 60_000;
  const failure = await new Promise<string | undefined>((resolve) => {
    let last = { index: -1, since: Date.now() };
    const timer = setInterval(() => {
      const index = Atomics.load(counter, 0);
      const now = Date.now();
      if (index !== last.index) last = { index, since: now };
      if (now - last.since > hangLimit) finish(`case ${index} of seed ${values.seed} hangs`);
      else if (now > deadline) finish(undefined);
    }, 1000);
    const finish = (found: string | undefined): void => {
      clearInterval(timer);
      resolve(found);
    };
    worker.on('message', (message: string) => finish(message));
    worker.on('error', (error) => finish(String(error)));
    worker.on('exit', () => finish(undefined));
  });
  await worker.terminate();
  console.log(failure ?? `${Atomics.load(counter, 0)} texts, no crash, no hang, no broken promise`);
  process.exitCode = failure === undefined ? 0 : 1;
}
