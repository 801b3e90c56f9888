/** What the system tells of a process and those under it, where it tells anything (Linux). */
import { readFileSync } from 'node:fs';

export interface TreeUse {
  /** User and system time, in ms. */
  readonly cpuMs: number;
  readonly threads: number;
}

const ticksPerSecond = 100;

/** Undefined where the process is gone, hidden, or on another system. */
export function treeUse(pid: number | undefined): TreeUse | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  try {
    return useOf(pid);
  } catch {
    // Gone meanwhile, or hidden: then nothing is known.
    return undefined;
  }
}

function useOf(pid: number): TreeUse {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  let cpuMs = ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
  let threads = Number(fields[17]);
  for (const id of readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ')) {
    if (id === '') continue;
    const under = treeUse(Number(id));
    cpuMs += under?.cpuMs ?? 0;
    threads += under?.threads ?? 0;
  }
  return { cpuMs, threads };
}
