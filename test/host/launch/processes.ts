/** Starting a program so that it and everything it started can be ended. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface OwnedProcess {
  child: ChildProcess;
  /** What it printed, the newest 64 KB. */
  output(): string;
  /** Settles when it has ended, with how. Never rejects. */
  ended: Promise<string>;
  /** Ends it and all of its descendants, and waits until it is gone. */
  dispose(): Promise<void>;
}

const keptOutput = 64 * 1024;

export function startProcess(
  program: string,
  args: readonly string[],
  {
    env,
    cwd,
    onOutput,
  }: { env: NodeJS.ProcessEnv; cwd?: string; onOutput?: (text: string) => void },
): OwnedProcess {
  // A process group of its own where there are groups, so that one signal reaches all of it.
  const child = spawn(program, args, {
    env,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptOutput);
      onOutput?.(text);
    });
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? `code ${code ?? '?'}`}`));
  });
  return {
    child,
    output: () => output,
    ended,
    async dispose() {
      if (child.pid === undefined) {
        return;
      }
      endTree(child.pid);
      if (child.exitCode === null && child.signalCode === null) {
        await once(child, 'exit');
      }
    },
  };
}

/** Ends a process, its group, and descendants that left the group (shells of terminals do). */
function endTree(pid: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  const tree = descendants(pid);
  for (const target of [-pid, pid, ...tree]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
        throw error;
      }
    }
  }
}

function descendants(root: number): number[] {
  const listing = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const children = new Map<number, number[]>();
  for (const line of listing.stdout.split('\n')) {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    if (pid !== undefined && parent !== undefined) {
      children.set(parent, [...(children.get(parent) ?? []), pid]);
    }
  }
  const found: number[] = [];
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const below = children.get(next) ?? [];
    found.push(...below);
    open.push(...below);
  }
  return found;
}
