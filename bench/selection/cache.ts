import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * Keeps what a computation came to under a hash of all it depends on. Without a folder it only
 * computes. Folders must lie outside the checkout: results hold text from the recorded samples.
 */
export class DiskCache {
  readonly #folder: string | undefined;
  hits = 0;

  constructor(folder: string | undefined) {
    this.#folder = folder;
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
  }

  async get<T>(depends: unknown, compute: () => Promise<T>): Promise<T> {
    if (this.#folder === undefined) return compute();
    const key = createHash('sha256').update(JSON.stringify(depends)).digest('hex');
    const known = this.find(key);
    if (known !== undefined) {
      this.hits += 1;
      return known as T;
    }
    const value = await compute();
    this.keep(key, value);
    return value;
  }

  /** What is kept under a key; undefined where nothing is. */
  find(key: string): unknown {
    const known = this.#folder === undefined ? undefined : readIfThere(this.#file(key));
    return known && JSON.parse(gunzipSync(known).toString('utf8'));
  }

  keep(key: string, value: unknown): void {
    if (this.#folder !== undefined) {
      writeFileSync(this.#file(key), gzipSync(JSON.stringify(value)));
    }
  }

  #file(key: string): string {
    return join(this.#folder ?? '', `${key}.json.gz`);
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
