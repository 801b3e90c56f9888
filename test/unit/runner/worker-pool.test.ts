import { languages } from '../../../src/core/languages/languages.ts';
import assert from 'node:assert/strict';
import { ok } from '../../../src/core/result.ts';
import type { Harness, Worker } from '../../../src/node/runner/harness.ts';
import { WorkerPool } from '../../../src/node/runner/worker-pool.ts';

const never = new AbortController().signal;

/** A worker that does nothing but live and die. */
class IdleWorker implements Worker {
  alive = true;
  readonly hashSeed: number;
  readonly disposed: Promise<void>;
  #settleDisposed: () => void = () => undefined;

  constructor(hashSeed: number) {
    this.hashSeed = hashSeed;
    this.disposed = new Promise((resolve) => (this.#settleDisposed = resolve));
  }

  run(): Promise<{ kind: 'finished' }> {
    return Promise.resolve({ kind: 'finished' });
  }

  assert(): Promise<[]> {
    return Promise.resolve([]);
  }

  dispose(): Promise<void> {
    this.alive = false;
    this.#settleDisposed();
    return Promise.resolve();
  }
}

function pool(
  size: number,
  idleMs?: number,
  ready: Promise<unknown> = Promise.resolve(),
): { pool: WorkerPool; started: IdleWorker[] } {
  const started: IdleWorker[] = [];
  const harness: Harness = {
    language: languages.python,
    imports: () => false,
    expressionPrelude: '',
    start: async ({ hashSeed }) => {
      const worker = new IdleWorker(hashSeed);
      started.push(worker);
      await ready;
      return ok(worker);
    },
  };
  return { pool: new WorkerPool(harness, size, () => undefined, idleMs), started };
}

async function take(from: WorkerPool, hashSeed = 0): Promise<Worker> {
  const worker = await from.acquire(hashSeed, never);
  assert.ok(worker?.ok === true);
  return worker.value;
}

describe('the pool of workers', () => {
  it('starts no more than its size, and lends again what came back', async () => {
    const { pool: workers, started } = pool(2);
    const first = await take(workers);
    await take(workers);
    const third = take(workers);
    workers.release(first);
    assert.equal(await third, first);
    assert.equal(started.length, 2);
  });

  it('serves in order, and forgets who gave up', async () => {
    const { pool: workers } = pool(1);
    const first = await take(workers);
    const cancel = new AbortController();
    const impatient = workers.acquire(0, cancel.signal);
    const patient = take(workers);
    cancel.abort();
    assert.equal(await impatient, undefined);
    workers.release(first);
    assert.equal(await patient, first);
    assert.equal(await workers.acquire(0, cancel.signal), undefined);
  });

  it('lets runs take turns, however many programs one of them has', async () => {
    const { pool: workers } = pool(2);
    const lent = await Promise.all([take(workers), take(workers)]);
    const order: string[] = [];
    const wait = async (run: string, hashSeed: number): Promise<void> => {
      const worker = await workers.acquire(hashSeed, never, run);
      assert.ok(worker?.ok === true);
      order.push(run);
      workers.release(worker.value);
    };
    const large = Array.from({ length: 40 }, () => wait('large', 0));
    const small = Array.from({ length: 3 }, () => wait('small', 0));
    for (const worker of lent) workers.release(worker);
    await Promise.all([...large, ...small]);
    assert.equal(order.length, 43);
    assert.ok(order.lastIndexOf('small') < 8, order.join(' '));
  });

  it('keeps the usual workers while another seed is asked for', async () => {
    const { pool: workers, started } = pool(1);
    const usual = await take(workers);
    workers.release(usual);
    for (const seed of [7, 8]) workers.release(await take(workers, seed));
    assert.equal(await take(workers), usual);
    assert.deepEqual(
      started.map(({ hashSeed, alive }) => [hashSeed, alive]),
      [
        [0, true],
        [7, false],
        [8, true],
      ],
    );
  });

  it('replaces a worker that died', async () => {
    const { pool: workers, started } = pool(1);
    const first = await take(workers);
    await first.dispose();
    workers.release(first);
    assert.notEqual(await take(workers), first);
    assert.equal(started.length, 2);
  });

  it('ends every worker when disposed, lent ones too, and lends no more', async () => {
    const { pool: workers, started } = pool(2);
    workers.release(await take(workers));
    await take(workers);
    const waiting = workers.acquire(0, never);
    await workers.dispose();
    assert.ok(started.every(({ alive }) => !alive));
    assert.equal((await workers.acquire(0, never))?.ok, false);
    const late = await waiting;
    assert.ok(late !== undefined);
  });

  it('ends workers that are only being started when it is disposed, and waits for them', async () => {
    const ready = Promise.withResolvers<undefined>();
    const { pool: workers, started } = pool(1, undefined, ready.promise);
    const waiting = workers.acquire(0, never);
    const disposed = workers.dispose().then(() => started.map(({ alive }) => alive));
    ready.resolve(undefined);
    assert.deepEqual(await disposed, [false]);
    assert.equal((await waiting)?.ok, false);
  });

  it('lets workers go that nobody has wanted for a while, and starts others then', async () => {
    const { pool: workers, started } = pool(2, 1);
    const both = await Promise.all([take(workers), take(workers)]);
    workers.release(both[0]);
    workers.release(both[1]);
    await Promise.all(started.map(({ disposed }) => disposed));
    const third = await take(workers);
    assert.ok(third.alive);
    assert.equal(started.length, 3);
    await workers.dispose();
  });

  it('lets none go that is lent, or as long as another is', async () => {
    const { pool: workers, started } = pool(2, 0);
    const [first, second] = await Promise.all([take(workers), take(workers)]);
    workers.release(first);
    assert.equal(await take(workers), first);
    workers.release(second);
    assert.deepEqual(
      started.map(({ alive }) => alive),
      [true, true],
    );
    await workers.dispose();
  });
});
