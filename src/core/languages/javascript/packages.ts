import { exports as exportedBy, imports as importedBy } from 'resolve.exports';
import { nothingFound, type Resolution } from '../kit/module-resolver.ts';
import { folderOf, joined, type FoundFile, type WorkspaceFiles } from '../../workspace-files.ts';
import { isBuiltIn } from './built-ins.ts';

/** Endings in the order in which Node tries them, then those that bundlers try as well. */
const endings = ['.js', '.json', '.cjs', '.mjs', '.ts', '.mts', '.cts', '.tsx', '.jsx'];

/** The name of a package, and what follows it. */
const bareSpecifier = /^(@[^/\s]+\/[^/\s]+|[^@./\s][^/\s]*)((?:\/.*)?)$/;

interface Manifest {
  readonly name: string;
  readonly main?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
}

interface Package {
  /** Where it really lies: what it imports is looked for from there. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * Finds files of the packages that are installed in the workspace, as Node does: from the importing
 * file's folder upwards, through links (workspaces, stores of links such as pnpm's), by `exports` and
 * `imports`, else by `main`. CommonJS is preferred where a package has both, for it runs as it is.
 */
export class InstalledPackages {
  readonly #files: WorkspaceFiles;
  readonly #packages = new Map<string, Promise<Package | undefined>>();
  /** Folders of packages that links lead to outside `node_modules`. */
  readonly #linked = new Set<string>();

  constructor(files: WorkspaceFiles) {
    this.#files = files;
  }

  /** True for a file that was reached as part of a package. */
  owns(path: string): boolean {
    if (/(?:^|\/)node_modules\//.test(path)) return true;
    for (const folder of this.#linked) if (path.startsWith(`${folder}/`)) return true;
    return false;
  }

  /** @param specifier Neither relative nor absolute. @param from Path of the file that imports it. */
  async resolve(specifier: string, from: string): Promise<Resolution> {
    if (specifier.startsWith('#')) return this.#private(specifier, from);
    const [, name, rest = ''] = bareSpecifier.exec(specifier) ?? [];
    if (name === undefined || isBuiltIn(specifier)) return nothingFound;
    const found = (await this.#installed(name, from)) ?? (await this.#itself(name, from));
    return found === undefined ? nothingFound : this.#entry(found, rest);
  }

  /** The file at a path of a package, as `require` finds it: endings and folders are tried. */
  async at(path: string): Promise<Resolution> {
    const exact = await this.#file(path);
    if (exact !== undefined) return exact;
    for (const ending of endings) {
      const found = await this.#file(`${path}${ending}`);
      if (found !== undefined) return found;
    }
    const main = (await this.#packageAt(path))?.manifest.main;
    const inside = typeof main === 'string' ? joined(path, main) : undefined;
    if (inside !== undefined && inside !== path) {
      const found = await this.at(inside);
      if (found.found.length > 0) return found;
    }
    for (const ending of endings) {
      const found = await this.#file(`${path}/index${ending}`);
      if (found !== undefined) return found;
    }
    return nothingFound;
  }

  async #entry({ folder, manifest }: Package, rest: string): Promise<Resolution> {
    if (manifest.exports === undefined || manifest.exports === null) {
      const path = joined(folder, `.${rest}`);
      return path === undefined ? nothingFound : this.at(path);
    }
    for (const path of targetsOf(exportedBy, manifest, `.${rest}`)) {
      const found = await this.#target(folder, path);
      if (found !== undefined) return found;
    }
    return nothingFound;
  }

  /** `#name`: what the package of the importing file says of it. */
  async #private(specifier: string, from: string): Promise<Resolution> {
    const own = await this.#around(from);
    if (own === undefined) return nothingFound;
    for (const target of targetsOf(importedBy, own.manifest, specifier)) {
      if (!target.startsWith('.')) return this.resolve(target, from);
      const found = await this.#target(own.folder, target);
      if (found !== undefined) return found;
    }
    return nothingFound;
  }

  async #target(folder: string, target: string): Promise<Resolution | undefined> {
    const path = joined(folder, target);
    return path === undefined ? undefined : this.#file(path);
  }

  async #installed(name: string, from: string): Promise<Package | undefined> {
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      if (!/(?:^|\/)node_modules$/.test(folder)) {
        const found = await this.#packageAt(under(folder, `node_modules/${name}`));
        if (found !== undefined) return found;
      }
      if (folder === '') return undefined;
    }
  }

  /** A package may name itself where it says what it exports. */
  async #itself(name: string, from: string): Promise<Package | undefined> {
    const own = await this.#around(from);
    return own?.manifest.name === name && own.manifest.exports !== undefined ? own : undefined;
  }

  async #around(from: string): Promise<Package | undefined> {
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      const found = await this.#packageAt(folder);
      if (found !== undefined || folder === '') return found;
    }
  }

  #packageAt(folder: string): Promise<Package | undefined> {
    const known = this.#packages.get(folder) ?? this.#readPackage(folder);
    this.#packages.set(folder, known);
    return known;
  }

  async #readPackage(folder: string): Promise<Package | undefined> {
    const path = under(folder, 'package.json');
    const file = await this.#files.lookInPackage(path);
    if (file.kind !== 'file') return undefined;
    const manifest = manifestOf(file.text);
    if (manifest === undefined) return undefined;
    const real = folderOf(file.real ?? path);
    if (this.owns(path) && !this.owns(`${real}/`)) this.#linked.add(real);
    return { folder: real, manifest };
  }

  async #file(path: string): Promise<Resolution | undefined> {
    const file: FoundFile = await this.#files.lookInPackage(path);
    if (file.kind === 'refused') return { found: [], why: file.why };
    if (file.kind !== 'file') return undefined;
    const real = file.real ?? path;
    return { found: [{ path: real, source: file.text, isPackage: true }], path: real };
  }
}

/** The files that a package means by an entry, for `require` and else for `import`. */
function targetsOf(
  resolve: typeof exportedBy | typeof importedBy,
  manifest: Manifest,
  entry: string,
): string[] {
  return [true, false].flatMap((require) => {
    try {
      return resolve(manifest, entry, { require }) ?? [];
    } catch (error) {
      // The package does not export the entry, or not under these conditions.
      if (error instanceof Error) return [];
      throw error;
    }
  });
}

function manifestOf(text: string): Manifest | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    const name = 'name' in parsed && typeof parsed.name === 'string' ? parsed.name : '';
    return { ...parsed, name };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function under(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
