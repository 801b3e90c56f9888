import type { Clock, Hash } from '../ports.ts';
import type { Task } from '../task.ts';

/**
 * A name for a run that sorts by time, says what it is about, is safe as a file name, and differs
 * between runs that start in the same second: `2026-01-31T09-05-07-parse_line-3f2a91`.
 */
export function newRunId(task: Task, clock: Clock, hash: Hash): string {
  const now = clock.now();
  const time = new Date(Math.floor(now)).toISOString().slice(0, 19).replaceAll(':', '-');
  const name = task.target.qualifiedName.replace(/[^\w.]+/g, '_').slice(0, 40);
  const unique = hash(`${now} ${clock.monotonic()} ${task.target.snapshot.uri} ${name}`);
  return `${time}-${name}-${unique.slice(0, 6)}`;
}
