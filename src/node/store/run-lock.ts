import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isErrorWithCode } from './error-code.ts';

/** Who holds a lock. `since` tells a process from a later one with the same id. */
interface Holder {
  readonly pid: number;
  /** Start of the process in the system's own count; empty where the system does not tell. */
  readonly since: string;
  /** Differs between processes and between locks. */
  readonly token: string;
}

/** Tokens of this process's locks begin with it: an old lock with our own process id is not ours. */
const ownToken = randomUUID();

/**
 * Takes the lock file, or says who holds it. A lock whose process is gone is taken over. Resolves to
 * the function that gives the lock up.
 */
export async function takeLock(path: string): Promise<(() => Promise<void>) | undefined> {
  const own: Holder = {
    pid: process.pid,
    since: (await startOf(process.pid)) ?? '',
    token: `${ownToken}/${randomUUID()}`,
  };
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(own));
  try {
    for (;;) {
      try {
        await place(draft, path);
        return () => giveUp(path, own);
      } catch (error) {
        if (!isErrorWithCode(error, 'EEXIST')) throw error;
      }
      const holder = await holderOf(path);
      if (holder && (await lives(holder))) return undefined;
      await remove(path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether a living process holds the lock. */
export async function isHeld(path: string): Promise<boolean> {
  const holder = await holderOf(path);
  return holder !== undefined && (await lives(holder));
}

/** Makes `path` a second name of `file`; fails with `EEXIST` where there is one already. */
async function place(file: string, path: string): Promise<void> {
  try {
    // Unlike a rename, a link fails where the name exists; unlike a copy, it is whole at once.
    await link(file, path);
  } catch (error) {
    if (!isErrorWithCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS')) throw error;
    await copyFile(file, path, constants.COPYFILE_EXCL);
  }
}

/** Moves a dead lock out of the way, and puts it back where it turns out to be another's new one. */
async function remove(path: string, dead: Holder | undefined): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await holderOf(aside);
  if (moved?.token !== dead?.token) {
    try {
      await place(aside, path);
    } catch (error) {
      if (!isErrorWithCode(error, 'EEXIST')) throw error;
    }
  }
  await rm(aside, { force: true });
}

async function giveUp(path: string, own: Holder): Promise<void> {
  const holder = await holderOf(path);
  if (holder?.token === own.token) await rm(path, { force: true });
}

/** Undefined where there is no lock, or one that says nothing. */
async function holderOf(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    if (typeof holder?.pid !== 'number' || typeof holder.token !== 'string') return undefined;
    return { pid: holder.pid, since: holder.since ?? '', token: holder.token };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function lives({ pid, since, token }: Holder): Promise<boolean> {
  if (pid === process.pid) return token.startsWith(ownToken);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process lives, though it may not be signalled.
    if (!isErrorWithCode(error, 'EPERM')) return false;
  }
  const start = await startOf(pid);
  return start === undefined || since === '' || start === since;
}

/** When a process started, where the system has `/proc`; undefined elsewhere. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the start is the 20th field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'ENOTDIR')) return undefined;
    throw error;
  }
}
