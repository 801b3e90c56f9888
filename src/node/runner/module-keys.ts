import { contentKey, type ModuleSet } from '../../core/module-set.ts';
import { sha256 } from '../hash.ts';
import type { KeyedModules } from './harness.ts';

/** Gives module sets their keys; a set that comes again with the next request is not hashed again. */
export class ModuleKeys {
  readonly #known = new WeakMap<ModuleSet, KeyedModules>();

  keyed(set: ModuleSet): KeyedModules {
    let keyed = this.#known.get(set);
    if (keyed === undefined) {
      keyed = { key: contentKey(set, sha256), set };
      this.#known.set(set, keyed);
    }
    return keyed;
  }
}
