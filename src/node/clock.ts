import type { Clock, Timer } from '../core/ports.ts';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

export const systemTimer: Timer = {
  after(ms, callback) {
    const timeout = setTimeout(callback, ms);
    return () => {
      clearTimeout(timeout);
    };
  },
};
