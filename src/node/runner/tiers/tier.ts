import type { ChildProcess } from 'node:child_process';

/** The ways to isolate, strongest first. `none` only where the user explicitly allowed it. */
export type TierName = 'bubblewrap' | 'landlock' | 'seatbelt' | 'none';

/** A process to start inside the sandbox. */
export interface SandboxedProgram {
  /** Real path of the interpreter, no shim. */
  readonly file: string;
  /** The script first, where `kind` is `forks`. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Files and folders that it may read and map, besides the system's libraries. */
  readonly readable: readonly string[];
  /** Bidirectional channels beside stdio, as descriptors 3, 4, …: `child.stdio[3]` on our side. */
  readonly channels: number;
  /**
   * Which system calls the server keeps: `forks` may start processes of its own kind (the Python
   * fork server), `threads` may only start threads (Node). Neither may open a socket to anywhere,
   * trace, mount or signal beyond its own session.
   */
  readonly kind: 'forks' | 'threads';
  /** Address space limit in MiB; absent where the program needs it unlimited (Node). */
  readonly memoryMiB?: number;
  /** Limit of writable private memory in MiB, for a program that reserves far more than it uses. */
  readonly dataMiB?: number;
}

/** One way to isolate, ready for use. */
export interface Tier {
  readonly name: TierName;
  /** For people: what holds a candidate here. */
  readonly summary: string;
  /** The exact command that `launch` starts: shown in the terminal. */
  command(program: SandboxedProgram): readonly string[];
  /**
   * Starts it in a session of its own, so that killing the process group gets all of it, with stdin
   * and stdout closed, stderr piped.
   */
  launch(program: SandboxedProgram): ChildProcess;
}

export interface MissingTier {
  readonly name: TierName;
  /** Why it cannot be used here. */
  readonly why: string;
  /** What to install or change; absent where nothing helps (another platform). */
  readonly remedy?: string;
}
