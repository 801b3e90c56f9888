import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Starts a command in a session of its own (so that its group can be killed, and no terminal's
 * signal reaches it) with stdin and stdout closed to nothing and `channels` socket pairs.
 */
export function start(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
  channels: number,
): ChildProcess {
  const [file = '', ...args] = command;
  return spawn(file, args, {
    cwd: '/',
    env: { ...environment },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', ...new Array<'pipe'>(channels).fill('pipe')],
  });
}

/** Kills a started command and everything in its session. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // The group is gone already.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
