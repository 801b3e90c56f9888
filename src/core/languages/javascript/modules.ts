import type { WorkspaceModule } from '../../module-set.ts';
import type { ModuleReference } from '../kit/module-reference.ts';
import { nothingFound, type ModuleResolver, type Resolution } from '../kit/module-resolver.ts';
import { InstalledPackages } from './packages.ts';
import { pathAliases, type PathAlias } from './path-aliases.ts';
import type { AbsenceReason } from '../../task.ts';
import { folderOf, joined, type WorkspaceFiles } from '../../workspace-files.ts';

/** Endings in the order in which they are tried for a specifier without one. */
const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/** TypeScript names the file that it will make: `./a.js` may be written in `a.ts`. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Files that bundlers take for modules and that hold no code: they are empty ones. */
const styles = /\.(?:css|scss|sass|less|styl)$/i;

/**
 * Finds modules by relative specifiers, by the aliases of `tsconfig.json` (where it has none, `@/`
 * and `~/` are the folder of sources), and among the installed packages.
 */
export class JavaScriptModules implements ModuleResolver {
  readonly home: Pick<WorkspaceModule, 'path'>;
  readonly #files: WorkspaceFiles;
  readonly #aliases: readonly PathAlias[];
  readonly #packages: InstalledPackages;

  private constructor(files: WorkspaceFiles, path: string, aliases: readonly PathAlias[]) {
    this.#files = files;
    this.home = { path };
    this.#aliases = aliases;
    this.#packages = new InstalledPackages(files);
  }

  static async of(files: WorkspaceFiles, path: string): Promise<JavaScriptModules> {
    return new JavaScriptModules(files, path, await pathAliases(files, path));
  }

  async resolve(
    { module }: ModuleReference,
    from: Pick<WorkspaceModule, 'path'>,
  ): Promise<Resolution> {
    const specifier = module.replace(/\?.*$/, '');
    if (/^\.\.?(?:\/|$)/.test(specifier)) {
      const path = joined(folderOf(from.path), specifier);
      if (path === undefined) return { found: [], why: 'outside' };
      return this.#packages.owns(path) ? this.#packages.at(path) : this.#at(path);
    }
    if (this.#packages.owns(from.path)) return this.#packages.resolve(specifier, from.path);
    let refused: Resolution | undefined;
    for (const { start, end, targets } of this.#aliases) {
      if (!specifier.startsWith(start) || !specifier.endsWith(end)) continue;
      if (specifier.length < start.length + end.length) continue;
      const part = specifier.slice(start.length, specifier.length - end.length);
      for (const target of targets) {
        const path = joined(
          '',
          target.replace('*', () => part),
        );
        const result = path === undefined ? nothingFound : await this.#at(path);
        if (result.found.length > 0) return result;
        if (result.why !== 'not-found') refused ??= result;
      }
    }
    return refused ?? this.#packages.resolve(specifier, from.path);
  }

  async #at(path: string): Promise<Resolution> {
    if (styles.test(path)) {
      return { found: [{ path, source: 'module.exports = {};' }], path };
    }
    let why: AbsenceReason = 'not-found';
    for (const candidate of candidates(path)) {
      const file = await this.#files.look(candidate);
      if (file.kind === 'refused' && why === 'not-found') why = file.why;
      if (file.kind !== 'file') continue;
      return { found: [{ path: candidate, source: file.text }], path: candidate };
    }
    return { found: [], why };
  }
}

function candidates(path: string): string[] {
  const ending = /\.[^./]+$/.exec(path)?.[0] ?? '';
  const bare = path.slice(0, path.length - ending.length);
  const known = endings.includes(ending);
  return [
    ...(known ? [path] : []),
    ...(sourcesOf[ending] ?? []).map((source) => `${bare}${source}`),
    ...endings.map((each) => `${path}${each}`),
    ...endings.map((each) => (path === '' ? `index${each}` : `${path}/index${each}`)),
  ];
}
