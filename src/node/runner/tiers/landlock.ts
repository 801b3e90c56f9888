/**
 * Second tier: Landlock and seccomp, which a process applies to itself. Needs Linux 5.13 and a
 * Python, no privileges and nothing installed.
 */
import { join } from 'node:path';
import { confinedCommand, confineOrder } from './order.ts';
import { start } from './start.ts';
import type { Machine } from './syscalls.ts';
import type { Tier } from './tier.ts';

export interface LandlockOptions {
  /** Folder that holds `tiers/confine.py`. */
  readonly assets: string;
  readonly machine: Machine;
  /** The Python that confines itself before it becomes a program in another language. */
  readonly launcher: string;
}

export function landlockTier(options: LandlockOptions): Tier {
  const script = join(options.assets, 'tiers', 'confine.py');
  const command: Tier['command'] = (program) => confinedCommand(program, options.launcher, script);
  return {
    name: 'landlock',
    summary:
      'Landlock and seccomp: no network, no files but the interpreter and its libraries, no writes, no other processes (whether a path exists and how large a file is can be found out)',
    command,
    launch(program) {
      const order = confineOrder(program, {
        machine: options.machine,
        landlock: 'required',
        parent: process.pid,
      });
      const environment = { ...program.environment, COPPICE_CONFINE: order };
      return start(command(program), environment, program.channels);
    },
  };
}
