import assert from 'node:assert/strict';
import { Limiter, WaitCancelled } from '../../../src/node/models/limiter.ts';

describe('Limiter', () => {
  const never = new AbortController().signal;

  function gate() {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { open: () => open(), opened };
  }

  it('lets runs take turns', async () => {
    const limiter = new Limiter(1);
    const order: string[] = [];
    const first = gate();
    const work = (name: string) => () => {
      order.push(name);
      return Promise.resolve();
    };
    const all = [
      limiter.run('a', never, () => first.opened),
      ...['a1', 'a2', 'a3'].map((name) => limiter.run('a', never, work(name))),
      ...['b1', 'b2'].map((name) => limiter.run('b', never, work(name))),
    ];
    first.open();
    await Promise.all(all);
    assert.deepEqual(order, ['a1', 'b1', 'a2', 'b2', 'a3']);
  });

  it('never has more in flight than its limit, which halves and recovers', async () => {
    const limiter = new Limiter(4);
    limiter.overloaded();
    assert.equal(limiter.limit, 2);
    let active = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 10 }, () =>
        limiter.run('', never, async () => {
          active += 1;
          most = Math.max(most, active);
          await Promise.resolve();
          active -= 1;
        }),
      ),
    );
    assert.equal(most, 2);
    limiter.succeeded();
    limiter.succeeded();
    assert.equal(limiter.limit, 3);
  });

  it('gives the place of a cancelled waiter to the next one', async () => {
    const limiter = new Limiter(1);
    const first = gate();
    const controller = new AbortController();
    const running = limiter.run('a', never, () => first.opened);
    const cancelled = limiter.run('a', controller.signal, () => Promise.resolve('ran'));
    const last = limiter.run('a', never, () => Promise.resolve('last'));
    controller.abort();
    await assert.rejects(cancelled, WaitCancelled);
    first.open();
    await running;
    assert.equal(await last, 'last');
  });
});
