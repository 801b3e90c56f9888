/** What `confine.py` is told: see its head. */
import { assembleFilter } from './seccomp.ts';
import { forkServerFilter, threadServerFilter } from './filters.ts';
import type { Machine } from './syscalls.ts';
import type { SandboxedProgram } from './tier.ts';

/** The system's libraries and what every process reads at its start. */
export const systemPaths = [
  '/lib',
  '/lib64',
  '/lib32',
  '/usr/lib',
  '/usr/lib64',
  '/usr/lib32',
  '/usr/local/lib',
  '/usr/share/zoneinfo',
  '/etc/ld.so.cache',
  '/etc/localtime',
  '/dev/null',
  '/dev/urandom',
] as const;

/** Where the dynamic loader is: becoming another program needs it executable. */
const loaderPaths = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'] as const;

export interface Confinement {
  readonly machine: Machine;
  readonly landlock: 'required' | 'wanted';
  /** Our own process id where the confined process is our child; absent behind bubblewrap. */
  readonly parent?: number;
}

/** The JSON that goes into COPPICE_CONFINE. */
export function confineOrder(program: SandboxedProgram, confinement: Confinement): string {
  const becomesAnother = program.kind === 'threads';
  const filter = becomesAnother ? threadServerFilter : forkServerFilter;
  return JSON.stringify({
    parent: confinement.parent ?? null,
    landlock: confinement.landlock,
    readable: [...systemPaths, ...program.readable],
    executable: becomesAnother ? [program.file, ...loaderPaths] : [],
    seccomp: Buffer.from(assembleFilter(filter, confinement.machine)).toString('base64'),
    descriptors: 3 + program.channels,
    memory: bytesOf(program.memoryMiB),
    data: bytesOf(program.dataMiB),
  });
}

/** The command that confines itself and then is the program. */
export function confinedCommand(
  program: SandboxedProgram,
  launcher: string,
  confineScript: string,
): string[] {
  return program.kind === 'forks'
    ? [program.file, ...pythonFlags, confineScript, ...program.args]
    : [launcher, ...pythonFlags, confineScript, '--', program.file, ...program.args];
}

/** No user site, no site, no bytecode. Not `-I`: it would ignore the hash seed. */
const pythonFlags = ['-s', '-S', '-B'] as const;

function bytesOf(mebibytes: number | undefined): number | null {
  return mebibytes === undefined ? null : mebibytes * 1024 * 1024;
}
