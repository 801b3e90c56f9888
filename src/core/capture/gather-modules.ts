import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import { moduleReferences } from '../languages/kit/module-references.ts';
import type { ModuleSet, WorkspaceModule } from '../module-set.ts';
import type { Snapshot } from '../text.ts';
import type { ModuleReference } from '../languages/kit/module-reference.ts';
import type { ModuleResolver, ResolvedModule } from '../languages/kit/module-resolver.ts';
import type { AbsentModule } from '../task.ts';
import type { WorkspaceFiles } from '../workspace-files.ts';

export interface ModuleLimits extends Amount {
  /** The same for files of installed packages, which have room of their own. */
  readonly packages: Amount;
}

interface Amount {
  readonly modules: number;
  /** Characters of all modules together; one alone is limited where files are read. */
  readonly characters: number;
}

export const moduleLimits: ModuleLimits = {
  modules: 400,
  characters: 2_000_000,
  packages: { modules: 2_000, characters: 5_000_000 },
};

export interface ModulesWanted {
  readonly home: Snapshot;
  /** Parts of the target's file that programs hold, the most wanted first. */
  readonly parts: readonly string[];
  /** What they may hold besides: it is not told what this lacks. */
  readonly besides: string;
}

/** What was found of the workspace for programs. */
export interface GatheredModules {
  /** Absent where programs import nothing of the workspace. */
  readonly modules?: ModuleSet;
  /** Modules that programs can import, as the target's file names them. */
  readonly resolved: ReadonlySet<string>;
  /** Those of the workspace that they cannot. */
  readonly absent: readonly AbsentModule[];
}

export const noModules: GatheredModules = { resolved: new Set(), absent: [] };

/** What an earlier capture of the same file has gathered; nothing where it gathered no modules. */
export function gatheredBefore(modules: ModuleSet | undefined): GatheredModules {
  if (modules === undefined) return noModules;
  const paths = new Set([modules.home, ...modules.modules].map(({ path }) => path));
  const { imports = [] } = modules.home;
  const resolved = imports.flatMap(([specifier, path]) => (paths.has(path) ? [specifier] : []));
  return { modules, resolved: new Set(resolved), absent: [] };
}

/** Finds the modules that programs can reach from what the target's file imports, nearest first. */
export async function gatherModules(
  { home, parts, besides }: ModulesWanted,
  files: WorkspaceFiles,
  limits: ModuleLimits = moduleLimits,
): Promise<GatheredModules> {
  const path = files.pathOf(home.uri);
  if (path === undefined) return noModules;
  const language = languageOf(home.languageId);
  const imported = [...parts, besides].map((part) => moduleReferences(part, language, true));
  const names = imported.flat().map(({ module }) => module.replace(/^\..*/, ''));
  if (names.length === 0) return noModules;
  const resolver = await language.loading.resolver(files, path, names);
  const walk = new Walk(resolver, language, limits);
  for (const [at, group] of imported.entries()) await walk.start(group, at < parts.length);
  await walk.finish(home.text);
  return walk.result();
}

interface Waiting {
  readonly module: ResolvedModule;
  /** Where the target's file itself names it: as it does. */
  readonly as?: string;
  readonly tell?: boolean;
}

class Walk {
  readonly #resolver: ModuleResolver;
  readonly #language: Language;
  readonly #limits: ModuleLimits;
  readonly #taken = new Map<string, WorkspaceModule>();
  readonly #resolved = new Set<string>();
  readonly #absent = new Map<string, AbsentModule>();
  readonly #homeImports = new Map<string, string>();
  /** Packages whose code may never run come when all else is there. */
  readonly #later: Waiting[] = [];
  readonly #own = { modules: 0, characters: 0 };
  readonly #packages = { modules: 0, characters: 0 };
  #homeWanted = false;

  constructor(resolver: ModuleResolver, language: Language, limits: ModuleLimits) {
    this.#resolver = resolver;
    this.#language = language;
    this.#limits = limits;
  }

  /** Takes what the target's file names, and what that leads to. */
  async start(references: readonly ModuleReference[], tell: boolean): Promise<void> {
    const { home } = this.#resolver;
    const open: Waiting[] = [];
    for (const reference of references) {
      const { module } = reference;
      const { found, path, why } = await this.#resolver.resolve(reference, home);
      if (path !== undefined) this.#homeImports.set(module, path);
      if (found.length > 0) this.#resolved.add(module);
      else if (why !== undefined && tell) this.#absent.set(module, { module, why });
      open.push(...found.map((one) => ({ module: one, as: module, tell })));
    }
    await this.#follow(open);
  }

  /** Takes what was put off, and the target's file where another one imports it. */
  async finish(homeText: string): Promise<void> {
    for (let rest = this.#later.splice(0); rest.length > 0; rest = this.#later.splice(0)) {
      await this.#follow(rest.map(({ module }) => ({ module: { ...module, onTheWay: false } })));
    }
    if (!this.#homeWanted) return;
    const { home } = this.#resolver;
    this.#homeWanted = false;
    this.#take({ ...home, source: homeText });
    await this.start(moduleReferences(homeText, this.#language, true), false);
    const rest = this.#later.splice(0);
    await this.#follow(rest.map(({ module }) => ({ module: { ...module, onTheWay: false } })));
  }

  result(): GatheredModules {
    const resolved = this.#resolved;
    const absent = [...this.#absent.values()];
    if (this.#taken.size === 0) return { resolved, absent };
    const imports = [...this.#homeImports];
    const withImports = imports.length > 0 ? { imports } : {};
    const { home } = this.#resolver;
    const modules = [...this.#taken.values()].map((module) =>
      module.path === home.path ? { ...module, ...withImports } : module,
    );
    return { modules: { home: { ...home, ...withImports }, modules }, resolved, absent };
  }

  async #follow(start: readonly Waiting[]): Promise<void> {
    const open = [...start];
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const { module, as, tell } = next;
      if (module.path === this.#resolver.home.path) {
        this.#homeWanted ||= !this.#taken.has(keyOf(module));
        // Another name for the target's file: the program stands for it there, too.
        if (module.name !== this.#resolver.home.name) this.#take(module);
        continue;
      }
      if (this.#taken.has(keyOf(module))) continue;
      if (module.onTheWay === true) {
        this.#later.push(next);
        continue;
      }
      if (!this.#hasRoom(module)) {
        if (as !== undefined) {
          this.#resolved.delete(as);
          if (tell === true) this.#absent.set(as, { module: as, why: 'limit' });
        }
        continue;
      }
      const imports: [string, string][] = [];
      // Taken before what it imports is looked at: circles end here.
      this.#take(module);
      for (const reference of moduleReferences(module.source, this.#language, false)) {
        const { found, path } = await this.#resolver.resolve(reference, module);
        if (path !== undefined) imports.push([reference.module, path]);
        open.push(...found.map((one) => ({ module: one })));
      }
      const taken = this.#taken.get(keyOf(module));
      if (imports.length > 0 && taken) this.#taken.set(keyOf(module), { ...taken, imports });
    }
  }

  #hasRoom({ source, isPackage }: ResolvedModule): boolean {
    const taken = isPackage === true ? this.#packages : this.#own;
    const limits = isPackage === true ? this.#limits.packages : this.#limits;
    return taken.modules < limits.modules && taken.characters + source.length <= limits.characters;
  }

  #take({ path, name, source, isPackage }: ResolvedModule): void {
    if (this.#taken.has(keyOf({ path, ...named(name) }))) return;
    const taken = isPackage === true ? this.#packages : this.#own;
    taken.modules += 1;
    taken.characters += source.length;
    const module = { path, ...named(name), source, ...(isPackage === true ? { isPackage } : {}) };
    this.#taken.set(keyOf(module), module);
  }
}

/** Python knows a file that is found from two folders by two names. */
function keyOf({ path, name }: Pick<WorkspaceModule, 'path' | 'name'>): string {
  return `${name ?? ''} ${path}`;
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name };
}
