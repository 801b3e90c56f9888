import type { Parser } from '../ports.ts';
import { languageOf } from '../languages/languages.ts';
import { languageOfPath } from '../languages/traits.ts';
import { firstSentence } from '../languages/first-sentence.ts';
import type { Snapshot } from '../text.ts';
import { classOutline } from './class-outline.ts';
import type { ModuleResolver, ResolvedModule } from '../languages/kit/module-resolver.ts';
import { moduleNames, textOf, type ModuleNames } from './slice.ts';
import type { SyntaxStatement } from '../syntax.ts';
import type { WorkspaceFiles } from '../workspace-files.ts';

/** Characters that one declaration may take, and modules through which a name is followed. */
const longest = 1800;
const deepest = 3;
const mostNames = 24;

/**
 * What the names mean that a file imports from modules of its workspace: types and short values as
 * they stand, classes by their outline, functions by their signature. Those that `about` mentions
 * come first; each stands under a comment that names its module.
 */
export async function importedDeclarations(
  home: Snapshot,
  names: ModuleNames,
  about: string,
  files: WorkspaceFiles,
  reader: Parser,
): Promise<string[]> {
  const path = files.pathOf(home.uri);
  const imports = names.summary.statements.flatMap((each) => takenNames(each, names));
  if (path === undefined || imports.length === 0) return [];
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
  const found: string[] = [];
  for (const taken of ordered.slice(0, mostNames)) {
    const code = await finder.find(taken, resolver.home, deepest);
    if (code !== undefined) found.push(`${language.lineComment} ${taken.module}\n${code}`);
  }
  return found;
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
  ): Promise<string | undefined> {
    if (depth === 0) return undefined;
    const { found } = await this.#resolver.resolve({ module, names: [name] }, from);
    for (const one of found) {
      if (one.onTheWay === true || one.path === this.#resolver.home.path) continue;
      if (languageOfPath(one.path) === undefined) continue;
      const names = await this.#namesOf(one);
      const declared = declarationIn(names, name);
      if (declared !== undefined) return shown(names, declared);
      const passedOn = names.summary.statements
        .flatMap((each) => takenNames(each, names))
        .find(({ local }) => local === name);
      const further = passedOn && (await this.find(passedOn, one, depth - 1));
      if (further !== undefined) return further;
    }
    return undefined;
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
    const sentence =
      called.doc && firstSentence(text.slice(called.doc.start, called.doc.end), language);
    const header = text.slice(called.signature.start, called.signature.end).trimEnd();
    return sentence ? `${header}  ${language.lineComment} ${sentence}` : header;
  }
  const whole = textOf(names, statement);
  return whole.length <= longest ? whole : undefined;
}
