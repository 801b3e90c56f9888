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
    const file = join(this.#folder, `${key}.json.gz`);
    const known = readIfThere(file);
    if (known !== undefined) {
      this.hits += 1;
      return JSON.parse(gunzipSync(known).toString('utf8')) as T;
    }
    const value = await compute();
    writeFileSync(file, gzipSync(JSON.stringify(value)));
    return value;
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
