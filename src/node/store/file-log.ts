import type { FileHandle } from 'node:fs/promises';
import type { RunLog } from '../../core/ports.ts';
import type { SealChain } from './journal-seal.ts';

interface Line {
  readonly text: string;
  readonly durable: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Appends lines to one open file. Lines that come while a write is under way go out together in
 * the next one, with one `fdatasync` for all of them where any asks for it.
 */
export class FileLog implements RunLog {
  readonly #file: FileHandle;
  readonly #release: () => Promise<void>;
  readonly #chain: SealChain | undefined;
  #queue: Line[] = [];
  #writing: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #closed = false;

  /** `release` gives up the lock, once the file is closed. `chain`: what each line is marked with. */
  constructor(file: FileHandle, release: () => Promise<void>, chain?: SealChain) {
    this.#file = file;
    this.#release = release;
    this.#chain = chain;
  }

  append(line: string, durable: boolean): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('The journal is closed.'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ text: `${this.#chain?.seal(line) ?? line}\n`, durable, resolve, reject });
      this.#writing ??= this.#drain();
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing;
    try {
      await this.#file.close();
    } finally {
      await this.#release();
    }
  }

  /** Never rejects: each line's own promise tells what became of it. */
  async #drain(): Promise<void> {
    // Lines of the same turn go out together.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const lines = this.#queue;
      this.#queue = [];
      try {
        if (this.#failure) throw this.#failure.error;
        await this.#file.appendFile(lines.map(({ text }) => text).join(''));
        if (lines.some(({ durable }) => durable)) await this.#file.datasync();
        for (const { resolve } of lines) resolve();
      } catch (error) {
        // After a failed write the end of the file is unknown: nothing may follow it.
        this.#failure ??= { error };
        for (const { reject } of lines) reject(error);
      }
    }
    this.#writing = undefined;
  }
}
