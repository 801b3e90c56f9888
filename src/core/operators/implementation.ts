import { type Subject, withBody, withoutExport } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import type { FoundFunction } from '../ports.ts';
import { declaredName, type DeclarationParts } from '../languages/kit/declaration.ts';
import { mentionedNames, renameName } from '../languages/kit/lexis.ts';
import { normalised } from '../languages/kit/normalise.ts';
import { lastName, mainParts, ownParameters, textOf, type ReadCode } from './read-code.ts';

/** One implementation read from an answer: what a Candidate holds besides its origin. */
export interface Implementation {
  readonly code: string;
  readonly beside?: readonly string[];
  readonly imports: readonly string[];
}

/** What the code may rely on and must not define again. */
export interface Scope {
  /** Names of the plan that the code may call: solved helpers, ancestors, new stubs. */
  readonly callable: readonly string[];
  readonly moduleNames: readonly string[];
  /** Import statements and declarations of the file, as the model was shown them. */
  readonly imports: readonly string[];
  readonly declarations: readonly string[];
}

/**
 * Brings what was read into the form of a Candidate: under the file's own header and doc, with the
 * private declarations and imports that it needs and nothing else.
 */
export function implementationOf(
  read: ReadCode,
  subject: Subject,
  scope: Scope,
): Implementation | undefined {
  const parts = mainParts(read, subject);
  if (parts === undefined || isElided(read)) return undefined;
  const language = languageOf(subject.language);
  let code = underOwnHeader(parts, read, subject);
  code += memberHelpers(code, read, subject, language);
  const taken = new Set([subject.contract.name, ...scope.callable]);
  const beside = new Map<string, string>();
  for (const { name, text } of neededDeclarations(code, read, taken, language)) {
    if (isFilesOwn(name, text, scope, language)) continue;
    const fresh = scope.moduleNames.includes(name) ? freeName(name, scope.moduleNames) : name;
    if (fresh !== name) {
      code = renameName(code, name, fresh, language);
      for (const [key, value] of beside) beside.set(key, renameName(value, name, fresh, language));
    }
    beside.set(fresh, renameName(text, name, fresh, language));
  }
  const texts = [...beside.values()];
  const imports = neededImports([code, ...texts], read.parsed.imports, scope.imports, language);
  return { code, imports, ...(texts.length > 0 && { beside: texts }) };
}

/** True where a part of the function stands for code that was left out: `# ... rest unchanged`. */
function isElided({ main, elisions }: ReadCode): boolean {
  return elisions.some(({ start, end }) => main && start >= main.start && end <= main.end);
}

function underOwnHeader(parts: DeclarationParts, read: ReadCode, subject: Subject): string {
  const language = languageOf(subject.language);
  const theirs = ownParameters(read.main?.parameters ?? []).map((parameter) => parameter.name);
  const ours = ownParameters(subject.contract.parameters).map((parameter) => parameter.name);
  const same = theirs.length === ours.length && theirs.every((name, at) => name === ours[at]);
  if (same) return withBody(subject, parts.body);
  const renamed = renamedBody(parts.body.text, theirs, ours, language);
  if (renamed !== undefined) return withBody(subject, { ...parts.body, text: renamed });
  const header = withoutExport(parts.header, language);
  return withBody({ ...subject, header }, parts.body);
}

/** The body with our parameter names; undefined where a renaming could change its meaning. */
function renamedBody(
  body: string,
  theirs: readonly string[],
  ours: readonly string[],
  language: Language,
): string | undefined {
  if (theirs.length !== ours.length || theirs.some((name) => !/^[\w$]+$/.test(name)))
    return undefined;
  const mentioned = mentionedNames(body, language);
  if (ours.some((name, at) => name !== theirs[at] && mentioned.has(name))) return undefined;
  return theirs.reduce(
    (text, name, at) => renameName(text, name, ours[at] ?? name, language),
    body,
  );
}

/** New private methods that the model wrote beside a method, to stand after it in its class. */
function memberHelpers(code: string, read: ReadCode, subject: Subject, language: Language): string {
  if (!subject.member) return '';
  const helpers = read.parsed.functions.filter((found) => {
    const name = lastName(found);
    return (
      found.qualifiedName.includes('.') &&
      found !== read.main &&
      !found.isStub &&
      /^(?:_|#)/.test(name) &&
      !name.startsWith('__') &&
      code.includes(`.${name}(`)
    );
  });
  return helpers.map((found) => `\n\n${textOf(read, found, language)}`).join('');
}

interface Named {
  readonly name: string;
  readonly text: string;
}

/** Module-level declarations of the answer that the code needs, directly or not, in their order. */
function neededDeclarations(
  code: string,
  read: ReadCode,
  taken: ReadonlySet<string>,
  language: Language,
): Named[] {
  const all = new Map<string, { text: string; at: number }>();
  for (const found of read.parsed.functions) {
    if (found.qualifiedName.includes('.') || found.isStub || taken.has(lastName(found))) continue;
    all.set(lastName(found), declarationAt(read, found, language));
  }
  for (const other of read.parsed.others) {
    const name = declaredName(other, language);
    if (name === undefined || taken.has(name) || all.has(name)) continue;
    all.set(name, { text: plainDeclaration(other, language), at: read.source.indexOf(other) });
  }
  const needed = new Set<string>();
  const queue = [code];
  for (let text = queue.shift(); text !== undefined; text = queue.shift()) {
    for (const name of mentionedNames(text, language)) {
      const declaration = all.get(name);
      if (declaration === undefined || needed.has(name)) continue;
      needed.add(name);
      queue.push(declaration.text);
    }
  }
  return [...needed]
    .map((name) => ({ name, text: '', at: 0, ...all.get(name) }))
    .sort((a, b) => a.at - b.at)
    .map(({ name, text }) => ({ name, text }));
}

function declarationAt(read: ReadCode, found: FoundFunction, language: Language) {
  return { text: plainDeclaration(textOf(read, found, language), language), at: found.start };
}

function plainDeclaration(text: string, language: Language): string {
  return withoutExport(text.trim(), language);
}

/** A declaration of the file that the model only repeated: the file's own stays. */
function isFilesOwn(name: string, text: string, scope: Scope, language: Language): boolean {
  if (!scope.moduleNames.includes(name)) return false;
  const own = scope.declarations.find(
    (declaration) => declaredName(declaration, language) === name,
  );
  if (own === undefined) return false;
  const isFunction = /^(?:async\s+)?(?:def|function)\b/.test(text);
  return !isFunction || normalised(own, language) === normalised(text, language);
}

/** `name_2`, `name_3` …: the first that is not taken. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let count = 2; ; count++) {
    const fresh = `${name}_${count}`;
    if (!taken.includes(fresh)) return fresh;
  }
}

function neededImports(
  texts: readonly string[],
  imports: readonly string[],
  existing: readonly string[],
  language: Language,
): string[] {
  const have = new Set(existing.map((line) => normalised(line, language)));
  const mentioned = new Set(texts.flatMap((text) => [...mentionedNames(text, language)]));
  const needed = imports
    .map((line) => line.trim())
    .filter((line) => !have.has(normalised(line, language)))
    .filter((line) =>
      language.imports.bound(line).some((name) => name === '*' || mentioned.has(name)),
    );
  return [...new Set(needed)];
}
