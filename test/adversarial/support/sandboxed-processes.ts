/** Finds processes of this run's sandboxes by a mark in their environment and by their sessions. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export const markName = 'COPPICE_TEST_MARK';

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

/** All processes whose environment carries the mark. Linux only; elsewhere none are seen. */
export function markedProcesses(mark: string): FoundProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, 'latin1');
        if (!environment.includes(`${markName}=${mark}`)) return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ');
        return [{ pid: Number(name), command }];
      } catch {
        // Gone meanwhile, or not ours to look at.
        return [];
      }
    });
}

/** Waits until no marked process is left; answers what still is when the time is over. */
export async function processesLeft(mark: string, withinMs: number): Promise<FoundProcess[]> {
  const end = performance.now() + withinMs;
  let found = markedProcesses(mark);
  while (found.length > 0 && performance.now() < end) {
    await delay(20);
    found = markedProcesses(mark);
  }
  return found;
}

/** Descriptors that this process holds, by what they are. */
export function openDescriptors(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0;
}
