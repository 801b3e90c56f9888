import { type Subject, withBody } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import {
  parsedSource,
  parseSource,
  type FoundFunction,
  type TopStatement,
} from '../languages/parsed-source.ts';
import { applyEdits } from '../apply-edits.ts';
import type { Parser } from '../ports.ts';
import type { TextEdit } from '../text.ts';
import { bodyText, declarationText } from './answer-parts.ts';
import { arrivingNames, type FileNames } from './arriving-imports.ts';
import { isSound, lastName, ownParameters } from './main-function.ts';
import type { ReadCode } from './read-code.ts';
import { headerWith } from './own-header.ts';

/** One implementation read from an answer: what a Candidate holds besides its origin. */
export interface Implementation {
  readonly code: string;
  readonly beside?: readonly string[];
  readonly loads?: readonly (readonly string[])[];
  readonly imports: readonly string[];
}

/** What the code may rely on and must not define again. */
export interface Scope extends FileNames {
  /** Names of the plan that the code may call: solved helpers, ancestors, new stubs. */
  readonly callable: readonly string[];
}

/**
 * Brings what was read into the form of a Candidate: under the file's own header and doc, with the
 * private declarations and imports that it needs and nothing else.
 */
export async function implementationOf(
  answer: ReadCode,
  subject: Subject,
  scope: Scope,
  parser: Parser,
): Promise<Implementation | undefined> {
  const wanted = answer.main;
  if (!wanted || wanted.isStub || isElided(answer)) return undefined;
  if (wanted.declaration.isCut || (answer.truncated && !isSound(wanted))) return undefined;
  const language = languageOf(subject.language);
  const taken = new Set([subject.contract.name, ...scope.callable]);
  const needs = await neededBy(answer, wanted, taken, scope, language, parser);
  const parameters = parameterEdits(wanted, subject, language);
  const edits = [...needs.edits, ...(parameters ?? [])];
  const { read, main } = await rewritten(answer, wanted, edits, parser);
  const body = bodyText(main.declaration, language);
  if (body === undefined) return undefined;
  const header =
    parameters === undefined ? await headerWith(main, subject, parser) : subject.header;
  const statements = needs.places.map((at) => read.parsed.statements[at]);
  const isKept = (each: TopStatement | undefined): each is TopStatement => each !== undefined;
  const kept = statements.filter(isKept);
  const beside = kept.map((each) => declarationText(each, language));
  const loads = kept.map(({ node }) => [...language.reading.names(node).reachedByLoading()]);
  const code = withBody({ ...subject, header }, body) + memberHelpers(main, read, language);
  const own = parameters === undefined ? [main.declaration.node] : [];
  const imports = await neededImports(read, main, needs, own, scope, language, parser);
  return { code, imports, ...(beside.length > 0 && { beside, loads }) };
}

/** True where a part of the function stands for code that was left out: `# ... rest unchanged`. */
function isElided({ main, elisions }: ReadCode): boolean {
  return elisions.some(({ start, end }) => main && start >= main.start && end <= main.end);
}

/**
 * The edits that give the body our names of the parameters; undefined where they could change its
 * meaning.
 */
function parameterEdits(
  main: FoundFunction,
  subject: Subject,
  { reading }: Language,
): readonly TextEdit[] | undefined {
  const theirs = ownParameters(main.parameters).map((parameter) => parameter.name);
  const ours = ownParameters(subject.contract.parameters).map((parameter) => parameter.name);
  if (theirs.length !== ours.length) return undefined;
  const changes = new Map(
    theirs.map((name, at) => [name, ours[at] ?? name] as const).filter(([from, to]) => from !== to),
  );
  if (changes.size === 0) return [];
  const isName = (name: string) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name);
  const { body } = main.declaration;
  if (!body || ![...changes].flat().every(isName)) return undefined;
  return reading.names(body.node).renaming(changes);
}

interface Needs {
  /** Places in the statements of the answer: what the function needs of them, in their order. */
  readonly places: readonly number[];
  /** Other names for what means something else in the file. */
  readonly edits: readonly TextEdit[];
  /** Names that the answer imports and that the file has. */
  readonly own: ReadonlySet<string>;
}

/** Declarations of the answer that the function needs, directly or not. */
async function neededBy(
  read: ReadCode,
  main: FoundFunction,
  taken: ReadonlySet<string>,
  scope: Scope,
  language: Language,
  parser: Parser,
): Promise<Needs> {
  const { reading } = language;
  const { statements, tree } = read.parsed;
  const byName = new Map<string, number>();
  statements.forEach((each, at) => {
    const isOwn = each.node.contains(main.declaration.node);
    if (each.kind === 'import' || isOwn || isStub(each, read)) return;
    for (const name of each.names) {
      if (taken.has(name) || (byName.has(name) && each.kind !== 'function')) continue;
      byName.set(name, at);
    }
  });
  const needed = new Set<number>();
  const names = new Set<string>();
  const open = [mentionedIn(main, language)];
  for (let mentioned = open.pop(); mentioned; mentioned = open.pop()) {
    for (const name of mentioned) {
      const at = byName.get(name);
      const statement = at === undefined ? undefined : statements[at];
      if (at === undefined || !statement || names.has(name)) continue;
      names.add(name);
      if (await isFilesOwn(name, statement, scope, language, parser)) continue;
      if (!needed.has(at)) open.push([...reading.names(statement.node).free()]);
      needed.add(at);
    }
  }
  const places = [...needed].sort((a, b) => a - b);
  const clashing = places
    .flatMap((at) => statements[at]?.names ?? [])
    // In the file it would hide the built-in from all that uses that.
    .filter((name) => scope.moduleNames.includes(name) || language.names.callable.has(name));
  const all = reading.names(tree.root);
  const taking = new Set([
    ...mentionedIn(main, language),
    ...places.flatMap((at) => [...reading.names(statements[at]?.node ?? tree.root).free()]),
  ]);
  const { inTheWay, own } = await arrivingNames(read.parsed, taking, scope, language, parser);
  const used = [...scope.moduleNames, ...all.mentioned];
  const renaming = (names: readonly string[]) =>
    all.renaming(new Map(names.map((name) => [name, freeName(name, used)])));
  // `import a.b` cannot have another name.
  const edits = renaming([...clashing, ...inTheWay]) ?? renaming(clashing) ?? [];
  return { places, edits, own };
}

/** A helper that is not written yet is no declaration to take along. */
function isStub(statement: TopStatement, { parsed }: ReadCode): boolean {
  const [first] = statement.declarations;
  return (
    statement.kind === 'function' &&
    parsed.functions.some(({ declaration, isStub: is }) => is && declaration === first)
  );
}

/** Names that the body of a function takes from around it, its own parameters left out. */
function mentionedIn({ declaration }: FoundFunction, { reading }: Language): string[] {
  const { body, node, value } = declaration;
  const inBody = reading
    .names(value ?? node)
    .references.filter((reference) => body?.node.contains(reference.node));
  return [...new Set(inBody.map(({ name }) => name))];
}

/** A declaration of the file that the model only repeated: the file's own stays. */
async function isFilesOwn(
  name: string,
  statement: TopStatement,
  scope: Scope,
  { id, reading }: Language,
  parser: Parser,
): Promise<boolean> {
  if (!scope.moduleNames.includes(name)) return false;
  for (const text of scope.declarations) {
    const { statements } = await parseSource(parser, id, text);
    const own = statements.find(({ names }) => names.includes(name));
    if (!own) continue;
    if (statement.kind !== 'function') return true;
    const meaning = (each: TopStatement) =>
      each.declarations.map(({ value, node }) => reading.normalForm(value ?? node)).join('\n');
    return meaning(own) === meaning(statement);
  }
  return false;
}

/** The answer after edits, which leave functions and statements where they are. */
async function rewritten(
  read: ReadCode,
  main: FoundFunction,
  edits: readonly TextEdit[],
  parser: Parser,
): Promise<{ readonly read: ReadCode; readonly main: FoundFunction }> {
  if (edits.length === 0) return { read, main };
  const { tree, functions } = read.parsed;
  const text = applyEdits(tree.text, edits);
  const parsed = parsedSource(await parser.tree(tree.language, text));
  const again = parsed.functions[functions.indexOf(main)];
  return again ? { read: { ...read, parsed }, main: again } : { read, main };
}

/** New private methods that the model wrote beside a method, to stand after it in its class. */
function memberHelpers(main: FoundFunction, read: ReadCode, language: Language): string {
  const { declaration } = main;
  if (declaration.owner?.kind !== 'class') return '';
  const words = new Set([...declaration.node.tokens()].map(({ text }) => text));
  const helpers = read.parsed.functions.filter((found) => {
    const name = lastName(found);
    const isPrivate = /^(?:_|#)/.test(name) && !name.startsWith('__');
    const isBeside = found.declaration.owner === declaration.owner && found !== main;
    return isBeside && isPrivate && !found.isStub && words.has(name);
  });
  const { layout } = language.reading;
  return helpers
    .map(({ declaration: { node }, start, end }) => {
      return `\n\n${layout(node.tree).moved({ start, end }, { indent: '' })}`;
    })
    .join('');
}

/** `name_2`, `name_3` …: the first that is not taken. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let count = 2; ; count++) {
    const fresh = `${name}_${count}`;
    if (!taken.includes(fresh)) return fresh;
  }
}

/** Imports of the answer that the code needs and the file lacks. */
async function neededImports(
  { parsed }: ReadCode,
  main: FoundFunction,
  { places, own }: Needs,
  besides: readonly TopStatement['node'][],
  scope: Scope,
  language: Language,
  parser: Parser,
): Promise<string[]> {
  const { reading, imports: form, id } = language;
  const had = await parseSource(parser, id, scope.imports.join('\n'));
  const have = new Set(had.statements.map(({ node }) => reading.normalForm(node)));
  const nodes = [...places.flatMap((at) => parsed.statements[at]?.node ?? []), ...besides];
  const mentioned = new Set([
    ...mentionedIn(main, language),
    ...nodes.flatMap((node) => [...reading.names(node).free()]),
  ]);
  const needed = parsed.statements
    .filter(({ kind, node }) => kind === 'import' && !have.has(reading.normalForm(node)))
    .filter(({ names, node }) => {
      if (names.length === 0) return form.bound(node.text).includes('*');
      return names.some((name) => mentioned.has(name) && !own.has(name));
    });
  return [...new Set(needed.map(({ node }) => node.text.trim()))];
}
