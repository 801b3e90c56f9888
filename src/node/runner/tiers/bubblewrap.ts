/**
 * First tier: bubblewrap's namespaces (no network, no other process or file to be seen) around a
 * process that applies Landlock, where the kernel has it, and seccomp to itself.
 */
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { confinedCommand, confineOrder, systemPaths } from './order.ts';
import { start } from './start.ts';
import type { LandlockOptions } from './landlock.ts';
import type { SandboxedProgram, Tier } from './tier.ts';

export interface BubblewrapOptions extends LandlockOptions {
  /** Path of `bwrap`. */
  readonly bubblewrap: string;
}

export function bubblewrapTier(options: BubblewrapOptions): Tier {
  const confineScript = join(options.assets, 'tiers', 'confine.py');
  const command = (program: SandboxedProgram): string[] => [
    options.bubblewrap,
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--cap-drop',
    'ALL',
    ...binds([
      ...systemPaths,
      confineScript,
      ...launched(program, options.launcher),
      ...program.readable,
    ]),
    '--dev',
    '/dev',
    '--chdir',
    '/',
    '--',
    ...confinedCommand(program, options.launcher, confineScript),
  ];
  return {
    name: 'bubblewrap',
    summary:
      'bubblewrap, Landlock and seccomp: a file system with nothing but the interpreter and its libraries, no network, no writes, no other processes',
    command,
    launch(program) {
      const order = confineOrder(program, { machine: options.machine, landlock: 'wanted' });
      const environment = { ...program.environment, COPPICE_CONFINE: order };
      return start(command(program), environment, program.channels);
    },
  };
}

/** What is opened by path before the program runs: the script of a fork server, or what becomes another. */
function launched({ kind, file, args }: SandboxedProgram, launcher: string): readonly string[] {
  return kind === 'forks' ? [file, ...args.slice(0, 1)] : [file, launcher];
}

/** Read-only binds of what exists; system links such as `/lib` stay links. */
function binds(paths: readonly string[]): string[] {
  const args: string[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    if (seen.has(path) || path.startsWith('/dev/')) continue;
    seen.add(path);
    const status = lstatSync(path, { throwIfNoEntry: false });
    if (status === undefined) continue;
    if (status.isSymbolicLink() && dirname(path) === '/') {
      args.push('--symlink', readlinkSync(path), path);
    } else args.push('--ro-bind', realpathSync(path), path);
  }
  return args;
}
