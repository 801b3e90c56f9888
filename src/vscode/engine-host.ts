import type * as vscode from 'vscode';
import type { Coppice, CoppiceOptions } from '../node/coppice.ts';

/** What the bundle `engine.mjs` exports. */
export interface EngineModule {
  createCoppice(options: CoppiceOptions): Coppice;
}

interface Loaded {
  readonly coppice: Promise<Coppice>;
  users: number;
  /** Set once its options are out of date: it goes when its last user does. */
  retired: boolean;
}

/**
 * Loads the engine when it is first needed and keeps it. After `retire` the next user gets one with
 * new options, while runs that are under way finish on the old one.
 */
export class EngineHost implements vscode.Disposable {
  readonly #load: () => Promise<EngineModule>;
  readonly #options: () => CoppiceOptions;
  readonly #loaded = new Set<Loaded>();
  #current: Loaded | undefined;

  constructor(load: () => Promise<EngineModule>, options: () => CoppiceOptions) {
    this.#load = load;
    this.#options = options;
  }

  get isLoaded(): boolean {
    return this.#current !== undefined;
  }

  async use<T>(work: (coppice: Coppice) => Promise<T>): Promise<T> {
    const loaded = this.#acquire();
    try {
      return await work(await loaded.coppice);
    } finally {
      loaded.users -= 1;
      if (loaded.retired && loaded.users === 0) await this.#release(loaded);
    }
  }

  /** The settings that the engine was made with have changed. */
  async retire(): Promise<void> {
    const old = this.#current;
    this.#current = undefined;
    if (!old) return;
    old.retired = true;
    if (old.users === 0) await this.#release(old);
  }

  async dispose(): Promise<void> {
    this.#current = undefined;
    await Promise.all([...this.#loaded].map((loaded) => this.#release(loaded)));
  }

  #acquire(): Loaded {
    if (!this.#current) {
      const coppice = this.#load().then((module) => module.createCoppice(this.#options()));
      const loaded: Loaded = { coppice, users: 0, retired: false };
      this.#current = loaded;
      this.#loaded.add(loaded);
      // A bundle that failed to load is tried again by the next user; this one is told.
      coppice.catch(() => {
        this.#loaded.delete(loaded);
        if (this.#current === loaded) this.#current = undefined;
      });
    }
    this.#current.users += 1;
    return this.#current;
  }

  async #release(loaded: Loaded): Promise<void> {
    if (!this.#loaded.delete(loaded)) return;
    await (await loaded.coppice).dispose();
  }
}
