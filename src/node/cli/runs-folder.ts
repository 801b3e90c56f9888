/** Where the command line keeps its journals: outside the working directory, which may be shared or published. */
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';

export interface RunsFolder {
  readonly folder: string;
  /** What the user should know of it. */
  readonly note?: string;
}

export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The working directory, and the user's folder; those of the process when absent. */
  readonly directory?: string;
  readonly home?: string;
}

/** Where runs were kept before, in the working directory. */
const former = join('.coppice', 'runs');

/** The folder that was asked for, the former one where it is there, else one of the user's state folder. */
export function chooseRunsFolder(asked: string | undefined, where: Surroundings): RunsFolder {
  const directory = where.directory ?? process.cwd();
  if (asked !== undefined) return { folder: resolve(directory, asked) };
  const own = defaultRunsFolder({ ...where, directory });
  const old = join(directory, former);
  if (!existsSync(old)) return { folder: own };
  if (wasNamed(old)) return { folder: old };
  return {
    folder: old,
    note: `Runs are kept in ${old}, as before. Move that folder to ${own} to keep them out of the working directory.`,
  };
}

/** Where the key is that marks journals as written here. */
export function keyFileOf({ environment, platform, home }: Surroundings): string {
  return join(stateFolder(environment, platform, home ?? homedir()), 'journal.key');
}

/** Whether the user has been told of the former folder, from now on. */
function wasNamed(folder: string): boolean {
  try {
    writeFileSync(join(folder, '.named'), '', { flag: 'wx' });
    return false;
  } catch (error) {
    // A folder that cannot be written to is named each time.
    return isNodeError(error) && error.code === 'EEXIST';
  }
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}

/** One folder for each working directory, so that `coppice runs` lists what was run there. */
function defaultRunsFolder({ environment, platform, directory = '', home }: Surroundings): string {
  const name = basename(directory).replace(/[^\w.-]+/g, '-') || 'root';
  const key = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  return join(stateFolder(environment, platform, home ?? homedir()), 'runs', `${name}-${key}`);
}

function stateFolder(
  environment: Surroundings['environment'],
  platform: NodeJS.Platform,
  home: string,
): string {
  if (platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'coppice');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'coppice');
  return join(environment['XDG_STATE_HOME'] || join(home, '.local', 'state'), 'coppice');
}
