import type { Parser } from '../ports.ts';
import { languageOf } from '../languages/languages.ts';
import { languageOfPath } from '../languages/traits.ts';
import { mentionedNames } from '../languages/kit/lexis.ts';
import type { Snapshot } from '../text.ts';
import { classOutline } from './class-outline.ts';
import type { ModuleResolver, ResolvedModule } from '../languages/kit/module-resolver.ts';
import { moduleNames, textOf, type ModuleNames } from './slice.ts';
import { toldFunction } from './told-function.ts';
import type { SyntaxStatement } from '../syntax.ts';
import type { ModuleStatement } from '../task.ts';
import type { WorkspaceFiles } from '../workspace-files.ts';

/** Characters that one declaration may take, and modules through which a name is followed. */
const longest = 1800;
const deepest = 3;
const mostNames = 24;

/** Through how many declarations another one is followed that they mention. */
const levels = 2;

/** What declarations of other modules tell. */
export interface ImportedDeclarations {
  /** Their code, the nearest first, each under a comment that names its module. */
  readonly shown: readonly string[];
  /** What a test may bring in by itself to make what they are made of. */
  readonly offers: readonly ModuleStatement[];
}

/**
 * What the names mean that a file imports from modules of its workspace: types and short values as
 * they stand, classes by their outline, functions by signature and doc. Those that `about` mentions
 * come first, then what these declarations are made of, over two levels and over modules.
 */
export async function importedDeclarations(
  home: Snapshot,
  names: ModuleNames,
  about: string,
  files: WorkspaceFiles,
  reader: Parser,
): Promise<ImportedDeclarations> {
  const path = files.pathOf(home.uri);
  const imports = names.summary.statements.flatMap((each) => takenNames(each, names));
  if (path === undefined || imports.length === 0) return { shown: [], offers: [] };
  const language = languageOf(home.languageId);
  const mentions = ({ local }: TakenName) =>
    new RegExp(
      `(?<![\\p{L}\\p{N}_$])${local.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`,
      'u',
    ).test(about);
  const ordered = [...imports.filter(mentions), ...imports.filter((each) => !mentions(each))];
  const modules = imports.map(({ module }) => module.replace(/^\..*/, ''));
  const resolver = await language.loading.resolver(files, path, modules);
  const finder = new Finder(resolver, home, reader);
  const found: Found[] = [];
  for (const taken of ordered.slice(0, mostNames)) {
    const one = await finder.find(taken, resolver.home, deepest);
    if (one) found.push({ ...one, label: taken.module, from: taken.module });
  }
  let last: readonly Found[] = found;
  for (let level = 0; level < levels && found.length < mostNames; level++) {
    last = await finder.behind(last, found);
    found.push(...last);
  }
  return {
    shown: found
      .slice(0, mostNames)
      .map(({ from, code }) => `${language.lineComment} ${from}\n${code}`),
    offers: offersOf(found, names),
  };
}

/**
 * Imports of the modules of shown declarations, as a test of the file may have them: what the file has by
 * a name stays what it is.
 */
function offersOf(found: readonly Found[], home: ModuleNames): ModuleStatement[] {
  const offers = new Map<string, ModuleStatement>();
  const { imports } = home.language;
  const isFree = (name: string) => !home.all.has(name) && !offers.has(name);
  for (const {
    label,
    names,
    statement: { kind, defines },
  } of found) {
    if (label !== undefined && kind !== 'type') {
      for (const name of defines.filter(isFree)) {
        offers.set(name, { names: [name], code: imports.taking(name, label) });
      }
    }
    for (const statement of names.summary.statements) {
      const text = textOf(names, statement);
      if (statement.kind !== 'import' || !imports.mayStandInTests(text)) continue;
      const fresh = statement.defines.filter(isFree);
      if (fresh.length < statement.defines.length) continue;
      for (const name of fresh) offers.set(name, { names: fresh, code: text });
    }
  }
  return [...new Set(offers.values())];
}

/** A declaration that was found. */
interface Found {
  readonly code: string;
  /** The module as the file that is worked on names it; absent where it does not. */
  readonly label?: string;
  /** As its neighbour names it. */
  readonly from: string;
  readonly names: ModuleNames;
  readonly statement: SyntaxStatement;
  readonly module: ResolvedModule;
}

/** A name that an import takes out of a module; `default` is what JavaScript calls so. */
interface TakenName {
  readonly module: string;
  readonly name: string;
  readonly local: string;
}

function takenNames(statement: SyntaxStatement, names: ModuleNames): TakenName[] {
  const [module] = statement.import?.modules ?? [];
  if (!statement.import || module === undefined || statement.import.modules.length > 1) return [];
  const listed = statement.import.names.map(({ name, local }) => ({ module, name, local }));
  const isDefault = /^import\s+(?:type\s+)?[\p{L}_$]/u.test(textOf(names, statement));
  if (!names.language.imports.hasDefaults || !isDefault) return listed;
  const rest = statement.defines.filter((local) => listed.every((each) => each.local !== local));
  return [...listed, ...rest.slice(0, 1).map((local) => ({ module, name: 'default', local }))];
}

class Finder {
  readonly #resolver: ModuleResolver;
  readonly #home: Snapshot;
  readonly #reader: Parser;
  readonly #read = new Map<string, Promise<ModuleNames>>();

  constructor(resolver: ModuleResolver, home: Snapshot, reader: Parser) {
    this.#resolver = resolver;
    this.#home = home;
    this.#reader = reader;
  }

  async find(
    { module, name }: TakenName,
    from: Pick<ResolvedModule, 'path' | 'name'>,
    depth: number,
  ): Promise<Omit<Found, 'label' | 'from'> | undefined> {
    if (depth === 0) return undefined;
    const { found } = await this.#resolver.resolve({ module, names: [name] }, from);
    for (const one of found) {
      if (one.onTheWay === true || one.path === this.#resolver.home.path) continue;
      if (languageOfPath(one.path) === undefined) continue;
      const names = await this.#namesOf(one);
      const declared = declarationIn(names, name);
      if (declared !== undefined) {
        const code = shown(names, declared);
        return code === undefined ? undefined : { code, names, statement: declared, module: one };
      }
      const passedOn = names.summary.statements
        .flatMap((each) => takenNames(each, names))
        .find(({ local }) => local === name);
      const further = passedOn && (await this.find(passedOn, one, depth - 1));
      if (further !== undefined) return further;
    }
    return undefined;
  }

  /** What the last declarations that were found are made of, as far as it was not found before. */
  async behind(last: readonly Found[], known: readonly Found[]): Promise<Found[]> {
    const next: Found[] = [];
    const isKnown = ({ names, statement }: Pick<Found, 'names' | 'statement'>) =>
      [...known, ...next].some(
        (each) => each.names === names && each.statement.range.start === statement.range.start,
      );
    for (const { code, label, from, names, module } of last) {
      for (const name of mentionedNames(code, names.language)) {
        const declared = declarationIn(names, name);
        const taken = names.summary.statements
          .flatMap((each) => takenNames(each, names))
          .find(({ local }) => local === name);
        const text = declared && shown(names, declared);
        const one =
          declared && text !== undefined
            ? {
                code: text,
                names,
                statement: declared,
                module,
                from,
                ...(label === undefined ? {} : { label }),
              }
            : taken && (await this.#from(taken, module));
        if (one && !isKnown(one)) next.push(one);
      }
    }
    return next;
  }

  async #from(taken: TakenName, module: ResolvedModule): Promise<Found | undefined> {
    const found = await this.find(taken, module, deepest);
    return found && { ...found, from: taken.module };
  }

  #namesOf({ path, source }: ResolvedModule): Promise<ModuleNames> {
    const language = this.#home.languageId;
    const known = this.#read.get(path);
    const read =
      known ??
      this.#reader
        .summarize(language, source)
        .then((summary) => moduleNames(summary, language, source));
    this.#read.set(path, read);
    return read;
  }
}

function declarationIn(names: ModuleNames, name: string): SyntaxStatement | undefined {
  const own = names.summary.statements.filter(({ kind }) => kind !== 'import' && kind !== 'other');
  if (name !== 'default') return own.find(({ defines }) => defines.includes(name));
  const exported = /^export\s+default\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*;?\s*$/mu.exec(names.text);
  return own.find(
    (each) =>
      /^export\s+default\b/.test(textOf(names, each)) ||
      (exported?.[1] !== undefined && each.defines.includes(exported[1])),
  );
}

function shown(names: ModuleNames, statement: SyntaxStatement): string | undefined {
  const { summary, text, language } = names;
  const inside = ({ range }: Pick<SyntaxStatement, 'range'>) =>
    range.start >= statement.range.start && range.end <= statement.range.end;
  if (statement.kind === 'class') {
    const owner = summary.classes.find((each) => each.enclosing === undefined && inside(each));
    return owner && classOutline(names, owner, undefined, longest);
  }
  const called = summary.functions.find((each) => each.enclosing === undefined && inside(each));
  if (called !== undefined) {
    return toldFunction(called, text, language);
  }
  const whole = textOf(names, statement);
  return whole.length <= longest ? whole : undefined;
}
