import assert from 'node:assert/strict';
import { SeededRandom } from '../../src/core/random.ts';
import {
  killAndResume,
  undisturbedRun,
  type KillReport,
  type Moment,
  type Play,
} from './killable-run.ts';

/** How many moments, and the seed that chooses them; other seeds try other moments. */
export const moments = Number(process.env.COPPICE_KILL_MOMENTS ?? 200);
export const seed = process.env.COPPICE_KILL_SEED ?? '1';

/** Kills runs at random moments, two at a time, and reports what it came to. */
export async function killAtRandom(play: Play): Promise<void> {
  const undisturbed = await undisturbedRun(play);
  const random = new SeededRandom(seed);
  const at = (): Moment => {
    const delay = random.next() * undisturbed.ms;
    return (session, kill) => {
      session.onBegun = () => setTimeout(kill, delay);
    };
  };
  const reports: KillReport[] = [];
  let planned = 0;
  const work = async () => {
    while (planned < moments) {
      // Every third run is killed twice: the second time while it resumes.
      const chain = planned % 3 === 2 && planned + 1 < moments ? [at(), at()] : [at()];
      planned += chain.length;
      reports.push(await killAndResume(play, undisturbed, chain));
    }
  };
  await Promise.all([work(), work()]);
  const sum = (field: keyof KillReport) => reports.reduce((total, each) => total + each[field], 0);
  process.stdout.write(
    `      ${sum('kills')} sessions killed (${sum('unborn')} before the first line), ${sum('repeated')} actions made again\n`,
  );
  // A run may be through before its moment; most are not.
  assert.ok(sum('kills') > moments / 2);
  assert.ok(sum('repeated') > 0);
}
