/**
 * What tells journals of this machine from others: each line ends in a MAC of itself and of the line before it, by a
 * key that only this user can read. So no line can be changed, put in, taken out of the middle, or put under another
 * run's name by whoever lacks the key. A journal that ends early is one that this machine wrote so far.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isErrorWithCode } from './error-code.ts';

const keyBytes = 32;
const sealed = /,"mac":"([\w-]{43})"\}$/;
/** Where the user's folders cannot be written. */
const unwritable = ['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'ENOSPC'];

export class JournalSeal {
  readonly #keyFile: string;
  readonly #onNotice: (text: string) => void;
  #key: Promise<Buffer> | undefined;

  /** The key is made where it is first needed. It must not lie where journals of others may come from. */
  constructor(keyFile: string, onNotice: (text: string) => void) {
    this.#keyFile = keyFile;
    this.#onNotice = onNotice;
  }

  /** The chain of one run, at its beginning. */
  async chain(run: string): Promise<SealChain> {
    this.#key ??= this.#readOrMake();
    return new SealChain(await this.#key, run);
  }

  async #readOrMake(): Promise<Buffer> {
    try {
      await mkdir(dirname(this.#keyFile), { recursive: true, mode: 0o700 });
      return (await this.#made()) ?? (await this.#read());
    } catch (error) {
      if (!unwritable.some((code) => isErrorWithCode(error, code))) throw error;
      this.#onNotice(
        `The key of this machine cannot be kept in ${this.#keyFile}: what runs now can be looked at later, and not gone on with.`,
      );
      return randomBytes(keyBytes);
    }
  }

  async #made(): Promise<Buffer | undefined> {
    const key = randomBytes(keyBytes);
    try {
      const file = await open(this.#keyFile, 'wx', 0o600);
      await file.writeFile(key);
      await file.close();
      return key;
    } catch (error) {
      if (isErrorWithCode(error, 'EEXIST')) return undefined;
      throw error;
    }
  }

  async #read(): Promise<Buffer> {
    // Another process may be about to write it: it takes one call.
    for (let tries = 0; tries < 100; tries++) {
      const key = await readFile(this.#keyFile);
      if (key.length === keyBytes) {
        const { mode } = await stat(this.#keyFile);
        if (process.platform !== 'win32' && (mode & 0o077) !== 0) await chmod(this.#keyFile, 0o600);
        return key;
      }
    }
    throw new Error(
      `${this.#keyFile} does not hold a key. Delete it: a new one is made, and runs so far can only be looked at.`,
    );
  }
}

/** The MACs of one journal, line by line. */
export class SealChain {
  readonly #key: Buffer;
  #last: string;

  constructor(key: Buffer, run: string) {
    this.#key = key;
    this.#last = run;
  }

  /** The line, an object as JSON, with its MAC. */
  seal(line: string): string {
    this.#last = this.#macOf(line);
    return `${line.slice(0, -1)},"mac":"${this.#last}"}`;
  }

  /** The lines without their MACs, and whether each has the one that it must have. */
  open(lines: readonly string[]): { readonly lines: readonly string[]; readonly isOwn: boolean } {
    let isOwn = true;
    const plain = lines.map((line) => {
      const [end, mac] = sealed.exec(line.slice(-60)) ?? [];
      if (end === undefined || mac === undefined) {
        isOwn = false;
        return line;
      }
      const text = `${line.slice(0, -end.length)}}`;
      // What follows a line that is not sound has nothing to be told by.
      if (isOwn) {
        this.#last = this.#macOf(text);
        isOwn = timingSafeEqual(Buffer.from(mac), Buffer.from(this.#last));
      }
      return text;
    });
    return { lines: plain, isOwn };
  }

  #macOf(line: string): string {
    return createHmac('sha256', this.#key).update(`${this.#last}\n${line}`).digest('base64url');
  }
}
