/** The rows of the plan view under load: what its redraws cost, in time that the processor spends. */
import { mock } from 'node:test';
import { driveTree } from '../tree/tree-load.ts';

/** Eight functions with two hundred candidates each; a candidate comes with three other updates. */
const load = { functions: 8, updatesPerSecond: 50, seconds: 128 };

export interface TreeFigures {
  readonly updatesPerSecond: number;
  readonly refreshesPerSecond: number;
  /** Reducing, drawing and comparing for one refresh. */
  readonly msPerRefresh: number;
  readonly rowsPerRefresh: number;
  /** Rows that are open in the end. */
  readonly rows: number;
}

/** The clock is moved by hand, so that two minutes of a run take seconds. */
export async function treeFigures(): Promise<TreeFigures> {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  try {
    const before = process.cpuUsage();
    const { events, drawnAgain, rows } = await driveTree(load, {
      wait: (ms) => mock.timers.tick(ms),
      now: Date.now,
    });
    const { user, system } = process.cpuUsage(before);
    return {
      updatesPerSecond: load.updatesPerSecond,
      refreshesPerSecond: events / load.seconds,
      msPerRefresh: (user + system) / 1000 / events,
      rowsPerRefresh: drawnAgain / events,
      rows,
    };
  } finally {
    mock.timers.reset();
  }
}
