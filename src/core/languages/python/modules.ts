import type { WorkspaceModule } from '../../module-set.ts';
import type { ModuleReference } from '../kit/module-reference.ts';
import {
  nothingFound,
  type ModuleResolver,
  type Resolution,
  type ResolvedModule,
} from '../kit/module-resolver.ts';
import { isStandardModule } from './standard-modules.ts';
import type { AbsenceReason } from '../../task.ts';
import { folderOf, type FoundFile, type WorkspaceFiles } from '../../workspace-files.ts';

type Named = Pick<WorkspaceModule, 'path' | 'name'>;

/**
 * Finds modules as Python does from the folders that a project puts on its path: the one above the
 * target's package, those above that, and `src` in each.
 */
export class PythonModules implements ModuleResolver {
  readonly home: Named;
  readonly #files: WorkspaceFiles;
  readonly #roots: readonly string[];

  private constructor(files: WorkspaceFiles, home: Named, roots: readonly string[]) {
    this.#files = files;
    this.home = home;
    this.#roots = roots;
  }

  /** @param imported Modules that the target's file imports, as written. */
  static async of(
    files: WorkspaceFiles,
    path: string,
    imported: readonly string[],
  ): Promise<PythonModules> {
    const folder = folderOf(path);
    let above = folder;
    while (above !== '' && (await files.look(`${above}/__init__.py`)).kind === 'file') {
      above = folderOf(above);
    }
    const roots = [...new Set([...(above === folder ? [folder] : []), ...rootsFrom(above)])];
    const root = rootOf(path, above, imported);
    return new PythonModules(files, { path, name: nameParts(root, path).join('.') }, roots);
  }

  async resolve({ module, names }: ModuleReference, from: Named): Promise<Resolution> {
    const dots = /^\.*/.exec(module)?.[0].length ?? 0;
    if (dots === 0) return this.#absolute(module, names);
    // From what is no module of a package, `..` leads nowhere.
    const own = (from.name ?? '').split('.');
    const up = dots - (isPackage(from.path) ? 1 : 0);
    if (up > own.length) return { found: [], why: 'outside' };
    const base = own.slice(0, own.length - up);
    const rest = module.slice(dots);
    let folder: string = folderOf(from.path);
    for (let level = 1; level < dots; level++) {
      if (folder === '') return { found: [], why: 'outside' };
      folder = folderOf(folder);
    }
    const found = await this.#walk(folder, base, rest === '' ? [] : rest.split('.'), names);
    return found.found.length === 0 && found.why === undefined
      ? { ...found, why: 'not-found' }
      : found;
  }

  async #absolute(module: string, names: readonly string[]): Promise<Resolution> {
    const [top = ''] = module.split('.');
    if (isStandardModule(top) && top !== this.home.name?.split('.')[0]) return nothingFound;
    let refused: Resolution | undefined;
    for (const root of this.#roots) {
      const result = await this.#walk(root, [], module.split('.'), names);
      if (result.found.length > 0) return result;
      if (result.why !== undefined) refused ??= result;
    }
    return refused ?? nothingFound;
  }

  /** Follows a dotted name from a folder, whose own name is `base`; then takes names out of it. */
  async #walk(
    start: string,
    base: readonly string[],
    parts: readonly string[],
    names: readonly string[],
  ): Promise<Resolution> {
    const found: ResolvedModule[] = [];
    let why: AbsenceReason | undefined;
    let folder = start;
    let name = base;
    if (base.length > 0) found.push(...(await this.#package(folder, name, parts.length > 0)));
    for (const [at, part] of parts.entries()) {
      name = [...name, part];
      const last = at === parts.length - 1;
      const path = under(folder, part);
      const inside = await this.#package(path, name, !last);
      if (inside.length === 0) {
        const file = await this.#files.look(`${path}.py`);
        if (file.kind === 'file') {
          found.push({ path: `${path}.py`, name: name.join('.'), source: file.text });
          return { found };
        }
        why ??= reasonOf(file);
        if ((await this.#files.look(path)).kind !== 'folder') return missing(found, why);
      }
      found.push(...inside);
      folder = path;
    }
    for (const taken of names) {
      const below = await this.#walk(folder, name, [taken], []);
      found.push(...below.found.filter(({ path }) => !found.some((one) => one.path === path)));
      why ??= below.why;
    }
    return found.some(({ onTheWay }) => onTheWay !== true) ? { found } : missing(found, why);
  }

  async #package(
    folder: string,
    name: readonly string[],
    onTheWay: boolean,
  ): Promise<ResolvedModule[]> {
    const path = under(folder, '__init__.py');
    const file = await this.#files.look(path);
    if (file.kind !== 'file') return [];
    return [{ path, name: name.join('.'), source: file.text, ...(onTheWay ? { onTheWay } : {}) }];
  }
}

/** What lies on the way to nothing is of no use. */
function missing(found: readonly ResolvedModule[], why: AbsenceReason | undefined): Resolution {
  const kept = found.some(({ onTheWay }) => onTheWay !== true) ? found : [];
  return why === undefined ? { found: kept } : { found: kept, why };
}

function reasonOf(file: FoundFile): AbsenceReason | undefined {
  return file.kind === 'refused' ? file.why : undefined;
}

function rootsFrom(folder: string): string[] {
  const roots: string[] = [];
  for (let at = folder; ; at = folderOf(at)) {
    roots.push(at, under(at, 'src'));
    if (at === '') return roots;
  }
}

/**
 * The folder from which the target's file is named: the one above its package, or one further up
 * from which it imports itself. Without `__init__` files it is the folder of sources, or the top.
 */
function rootOf(path: string, above: string, imported: readonly string[]): string {
  const tops = new Set(imported.map((module) => module.split('.')[0]));
  const possible = [above];
  while (possible[0] !== '') possible.unshift(folderOf(possible[0] ?? ''));
  const nameable = possible.filter(
    (root) => root === above || !folderOf(nameParts(root, path).join('/')).includes('.'),
  );
  for (const root of nameable.toReversed()) {
    const [top, ...rest] = nameParts(root, path);
    if (rest.length > 0 && tops.has(top)) return root;
  }
  if (above !== folderOf(path)) return above;
  const relative = tops.has('');
  const sources = nameable.findLast(
    (root) => /(?:^|\/)src$/.test(root) && (!relative || nameParts(root, path).length > 1),
  );
  return sources ?? nameable[0] ?? above;
}

function nameParts(root: string, path: string): string[] {
  const parts = (root === '' ? path : path.slice(root.length + 1))
    .replace(/\.pyi?$/, '')
    .split('/');
  if (parts.at(-1) === '__init__' && parts.length > 1) parts.pop();
  return parts;
}

function isPackage(path: string): boolean {
  return path === '__init__.py' || path.endsWith('/__init__.py');
}

function under(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
