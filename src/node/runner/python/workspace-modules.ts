/** Modules of the workspace for a Python server: sent once, then named by a key. */
import type { ModuleSet, WorkspaceModule } from '../../../core/module-set.ts';
import type { KeyedModules } from '../harness.ts';
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
  readonly #keys = new Set<string>();

  /** The order that brings a set; undefined where the server has it. */
  take({ key, set }: KeyedModules): Plain | undefined {
    if (this.#keys.has(key)) return undefined;
    this.#keys.add(key);
    const forget: string[] = [];
    for (const oldest of this.#keys) {
      if (this.#keys.size <= mostSets) break;
      this.#keys.delete(oldest);
      forget.push(oldest);
    }
    return orderFor(key, forget, set);
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
