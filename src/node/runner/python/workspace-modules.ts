/** Modules of the workspace for a Python server: sent once, then named by a key. */
import type { ModuleSet, WorkspaceModule } from '../../../core/module-set.ts';
import type { Plain } from './marshal.ts';

/** A file that cannot be there: what looks for its neighbours finds none. */
const folder = '/nonexistent';
/** Sets that a server keeps at the same time. */
const mostSets = 4;

const importWord = /\bimport\b|__import__/;
const relativeImport = /^[ \t]*from[ \t]+\./m;

/** True for a program that names a module of the set, or imports a relative one. */
export function importsWorkspace(source: string, { home, modules }: ModuleSet): boolean {
  if (home.name === undefined || !importWord.test(source)) return false;
  if (relativeImport.test(source)) return true;
  const tops = new Set([home, ...modules].map(({ name = '' }) => name.split('.')[0] ?? ''));
  for (const [word] of source.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) if (tops.has(word)) return true;
  return false;
}

/** What one server was sent. */
export class KeptModules {
  readonly #keys = new Map<ModuleSet, string>();
  #next = 1;

  /** The key of a set, and the order that brings it where the server lacks it. */
  take(modules: ModuleSet): { readonly key: string; readonly order?: Plain } {
    const known = this.#keys.get(modules);
    if (known !== undefined) return { key: known };
    const key = `modules${this.#next++}`;
    this.#keys.set(modules, key);
    const forget: string[] = [];
    for (const [old, oldKey] of this.#keys) {
      if (this.#keys.size <= mostSets) break;
      this.#keys.delete(old);
      forget.push(oldKey);
    }
    return { key, order: orderFor(key, forget, modules) };
  }
}

function orderFor(key: string, forget: readonly string[], { home, modules }: ModuleSet): Plain {
  return {
    op: 'modules',
    key,
    forget,
    home: [home.name ?? 'candidate', fileOf(home), isPackage(home)],
    modules: modules.flatMap((module) =>
      module.name === undefined
        ? []
        : [[module.name, fileOf(module), isPackage(module), module.source]],
    ),
  };
}

function fileOf({ path }: Pick<WorkspaceModule, 'path'>): string {
  return `${folder}/${path}`;
}

function isPackage({ path }: Pick<WorkspaceModule, 'path'>): boolean {
  return /(?:^|\/)__init__\.py$/.test(path);
}
