import type { RunEnds, RunLog, Store, StoredRun, StoreFailure } from '../../src/core/ports.ts';
import { fail, ok, type Result } from '../../src/core/result.ts';

/** Journals in memory, as text, so that tests can cut and change them like files. */
export class MemoryStore implements Store {
  readonly files = new Map<string, string>();
  /** Runs whose journals this machine did not write. */
  readonly foreign = new Set<string>();
  readonly #held = new Set<string>();
  /** Called after each appended line; a test may throw here. */
  onAppend: ((line: string) => void) | undefined;

  create(run: string): Promise<Result<RunLog, StoreFailure>> {
    if (this.files.has(run)) return Promise.resolve(fail({ reason: 'run-exists', message: run }));
    this.files.set(run, '');
    return Promise.resolve(ok(this.#log(run)));
  }

  open(run: string): Promise<Result<StoredRun & { readonly log: RunLog }, StoreFailure>> {
    const text = this.files.get(run);
    if (text === undefined) return Promise.resolve(fail({ reason: 'unknown-run', message: run }));
    if (this.#held.has(run)) return Promise.resolve(fail({ reason: 'locked', message: run }));
    const stored = split(text);
    if (stored.torn) this.files.set(run, text.slice(0, text.lastIndexOf('\n') + 1));
    return Promise.resolve(ok({ ...stored, ...this.#origin(run), log: this.#log(run) }));
  }

  read(run: string): Promise<Result<StoredRun, StoreFailure>> {
    const text = this.files.get(run);
    return Promise.resolve(
      text === undefined
        ? fail({ reason: 'unknown-run', message: run })
        : ok({ ...split(text), ...this.#origin(run) }),
    );
  }

  ends(run: string): Promise<RunEnds | undefined> {
    const { lines } = split(this.files.get(run) ?? '');
    const [first, last] = [lines[0], lines.at(-1)];
    if (first === undefined || last === undefined) return Promise.resolve(undefined);
    return Promise.resolve({ first, last, held: this.#held.has(run) });
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.files.keys()]);
  }

  #origin(run: string): Pick<StoredRun, 'isForeign'> {
    return this.foreign.has(run) ? { isForeign: true } : {};
  }

  #log(run: string): RunLog {
    this.#held.add(run);
    return {
      append: async (line) => {
        this.files.set(run, `${this.files.get(run) ?? ''}${line}\n`);
        await Promise.resolve();
        this.onAppend?.(line);
      },
      close: () => {
        this.#held.delete(run);
        return Promise.resolve();
      },
    };
  }
}

function split(text: string): StoredRun {
  const lines = text.split('\n');
  const tail = lines.pop();
  return { lines, torn: tail !== '' };
}
