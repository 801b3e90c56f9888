import { mkdir, open, readdir, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEnds, RunLog, Store, StoredRun, StoreFailure } from '../../core/ports.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { isErrorWithCode } from './error-code.ts';
import { FileLog } from './file-log.ts';
import type { JournalSeal, SealChain } from './journal-seal.ts';
import { isHeld, takeLock } from './run-lock.ts';

const suffix = '.jsonl';
const newline = 0x0a;
/** How much of a file is read at a time where only its ends are wanted. */
const blockSize = 64 * 1024;

/**
 * Journals in one directory: `RUN.jsonl` and, while a process holds it, `RUN.lock`. Files are
 * readable by their owner alone, for they hold source text and prompts.
 */
export class FileStore implements Store {
  readonly #directory: string;
  readonly #root: string;
  readonly #seal: JournalSeal | undefined;

  /**
   * The directory is made when the first run is. `root`: the folder of all journals, where it is another. With a
   * `seal` journals without its marks are foreign.
   */
  constructor(directory: string, { root = directory, seal }: StoreOptions = {}) {
    this.#directory = directory;
    this.#root = root;
    this.#seal = seal;
  }

  async create(run: string): Promise<Result<RunLog, StoreFailure>> {
    if (!isRunName(run)) return fail(unknownRun(run));
    const made = await mkdir(this.#root, { recursive: true, mode: 0o700 });
    // Journals hold prompts and source: in a repository they must not be committed by accident.
    if (made !== undefined) await writeFile(join(this.#root, '.gitignore'), '*\n');
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const release = await takeLock(this.#lock(run));
    if (!release) return fail(locked(run));
    return keeping(release, async () => {
      const chain = await this.#seal?.chain(run);
      let file: FileHandle;
      try {
        file = await open(this.#file(run), 'ax', 0o600);
      } catch (error) {
        if (!isErrorWithCode(error, 'EEXIST')) throw error;
        await release();
        return fail({ reason: 'run-exists', message: `There is a run "${run}" already.` });
      }
      await syncDirectory(this.#directory);
      return ok(new FileLog(file, release, chain));
    });
  }

  async open(run: string): Promise<Result<StoredRun & { readonly log: RunLog }, StoreFailure>> {
    if (!isRunName(run) || !(await this.has(run))) return fail(unknownRun(run));
    const release = await takeLock(this.#lock(run));
    if (!release) return fail(locked(run));
    return keeping(release, async () => {
      const bytes = await readFile(this.#file(run));
      const chain = await this.#seal?.chain(run);
      const stored = opened(linesOf(bytes), chain);
      const file = await open(this.#file(run), 'r+');
      const whole = bytes.lastIndexOf(newline) + 1;
      if (stored.torn) {
        await file.truncate(whole);
        await file.datasync();
      }
      await file.close();
      const appending = await open(this.#file(run), 'a');
      return ok({ ...stored, log: new FileLog(appending, release, chain) });
    });
  }

  async read(run: string): Promise<Result<StoredRun, StoreFailure>> {
    if (!isRunName(run)) return fail(unknownRun(run));
    try {
      const bytes = await readFile(this.#file(run));
      return ok(opened(linesOf(bytes), await this.#seal?.chain(run)));
    } catch (error) {
      if (isErrorWithCode(error, 'ENOENT')) return fail(unknownRun(run));
      throw error;
    }
  }

  async ends(run: string): Promise<RunEnds | undefined> {
    if (!isRunName(run)) return undefined;
    let file: FileHandle;
    try {
      file = await open(this.#file(run), 'r');
    } catch (error) {
      if (isErrorWithCode(error, 'ENOENT')) return undefined;
      throw error;
    }
    try {
      const first = await firstLine(file);
      const last = await lastLine(file);
      if (first === undefined || last === undefined) return undefined;
      return { first, last, held: await isHeld(this.#lock(run)) };
    } finally {
      await file.close();
    }
  }

  async list(): Promise<readonly string[]> {
    try {
      const names = await readdir(this.#directory);
      return names
        .filter((name) => name.endsWith(suffix))
        .map((name) => name.slice(0, -suffix.length))
        .filter(isRunName);
    } catch (error) {
      if (isErrorWithCode(error, 'ENOENT')) return [];
      throw error;
    }
  }

  async has(run: string): Promise<boolean> {
    return (await this.list()).includes(run);
  }

  /** Removes a run that no process holds. */
  async remove(run: string): Promise<void> {
    if (!isRunName(run)) return;
    const release = await takeLock(this.#lock(run));
    if (!release) return;
    try {
      await rm(this.#file(run), { force: true });
    } finally {
      await release();
    }
  }

  #file(run: string): string {
    return join(this.#directory, run + suffix);
  }

  #lock(run: string): string {
    return join(this.#directory, `${run}.lock`);
  }
}

export interface StoreOptions {
  readonly root?: string;
  readonly seal?: JournalSeal;
}

/** The lines as they were appended, and whether this machine appended them. */
function opened({ lines, torn }: StoredRun, chain: SealChain | undefined): StoredRun {
  if (chain === undefined) return { lines, torn };
  const { lines: plain, isOwn } = chain.open(lines);
  return { lines: plain, torn, ...(isOwn ? {} : { isForeign: true }) };
}

/** Does the work under a lock, and gives the lock up where the work throws. */
async function keeping<T>(release: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await release();
    throw error;
  }
}

/** A run's id is a file name: nothing that leads elsewhere. */
function isRunName(run: string): boolean {
  return /^\w[\w.-]*$/.test(run);
}

function unknownRun(run: string): StoreFailure {
  return {
    reason: 'unknown-run',
    message: `There is no run "${run}". List the runs to see which there are.`,
  };
}

function locked(run: string): StoreFailure {
  return {
    reason: 'locked',
    message: `The run "${run}" is going on in another process. Stop it there, or wait until it ends.`,
  };
}

/** Complete lines; what follows the last line break is torn. */
function linesOf(bytes: Buffer): StoredRun {
  const lines: string[] = [];
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(newline, start);
    if (end < 0) return { lines, torn: start < bytes.length };
    lines.push(bytes.toString('utf8', start, end));
    start = end + 1;
  }
}

async function firstLine(file: FileHandle): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  for (let offset = 0; ; offset += blockSize) {
    const block = await readBlock(file, offset, blockSize);
    const end = block.indexOf(newline);
    pieces.push(end < 0 ? block : block.subarray(0, end));
    if (end >= 0) return Buffer.concat(pieces).toString('utf8');
    if (block.length < blockSize) return undefined;
  }
}

async function lastLine(file: FileHandle): Promise<string | undefined> {
  const { size } = await file.stat();
  let tail = Buffer.alloc(0);
  for (let start = size; start > 0;) {
    const from = Math.max(0, start - blockSize);
    tail = Buffer.concat([await readBlock(file, from, start - from), tail]);
    start = from;
    const end = tail.lastIndexOf(newline);
    const before = end > 0 ? tail.lastIndexOf(newline, end - 1) : -1;
    if (end >= 0 && (before >= 0 || start === 0)) return tail.toString('utf8', before + 1, end);
  }
  return undefined;
}

async function readBlock(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

/** Makes the new file's name itself durable. Windows cannot sync a directory and needs not. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
