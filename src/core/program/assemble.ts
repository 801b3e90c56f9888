import { stubOf, subjectOfTarget } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import type { Candidate } from '../candidate.ts';
import { placesOf, type Brought } from './place-declarations.ts';
import { modulePartsFor, type ModuleParts } from './prelude.ts';
import type { ModuleStatement, Scaffold, Task } from '../task.ts';
import { declaredName } from '../languages/kit/declaration.ts';
import { indentBy } from '../languages/kit/indent.ts';
import { mentionedNames, renameName } from '../languages/kit/lexis.ts';
import { normalised } from '../languages/kit/normalise.ts';

/** Code of one function, with what it needs: the part of a Candidate that runs. */
export type ProgramPart = Pick<Candidate, 'code' | 'beside' | 'loads' | 'imports'>;

/** What goes into one runnable module. */
export interface Assembly {
  readonly task: Task;
  /** The function under test. */
  readonly part: ProgramPart;
  /** True where `part` is the task's target, false where it is a helper. */
  readonly isTarget: boolean;
  /** Functions it may call, dependencies first. */
  readonly helpers: readonly ProgramPart[];
  /** The target as far as it is written, for a helper that may call back. */
  readonly target?: ProgramPart;
  /** Code of the calls that the program will be asked for: it has what of the file they mention. */
  readonly checks?: readonly string[];
  /** Names of the plan, which private declarations must not take. */
  readonly reserved: readonly string[];
}

/**
 * The source of a module that runs without the workspace: imports, what it takes of the target's module
 * in the order of that, and helpers and the target, in its class where it has one, at the target's place.
 * What a candidate brings, and needs to load what stands below, follows that.
 */
export function assembleProgram(assembly: Assembly): string {
  const { task, isTarget, reserved, checks = [] } = assembly;
  const { scaffold } = task;
  const language = languageOf(task.language);
  const target = isTarget ? assembly.part : assembly.target;
  const parts = [...assembly.helpers, ...(isTarget ? [] : [assembly.part])];
  const { declarations, brought, codes } = unite(
    [...parts, ...(target ? [target] : [])],
    reserved,
    language,
  );
  const outer = codes.slice(0, parts.length);
  const inner = codes[parts.length] ?? (inClass(scaffold) ? stubOf(subjectOfTarget(task)) : '');
  const ofTests = importsOfTests(scaffold, checks, language);
  const imports = [
    ...ofTests.flatMap(({ code, last }) => (last === true ? [] : [code])),
    ...[...parts, ...(target ? [target] : [])].flatMap((part) => part.imports),
  ];
  const homeName = entryOf(task, task.contract.name).split('.')[0] ?? '';
  const { first, others, above, below } = placeImports(
    modulePartsFor(
      scaffold,
      [...declarations, ...codes, inner, ...checks],
      language,
      ofTests.length > 0 ? [homeName] : [],
    ),
    imports,
  );
  const own = [scaffold.open, indentBy(inner, scaffold.indent, language), scaffold.close];
  const home = { names: [homeName], code: own.join('\n') };
  const places = placesOf(brought, { target: home, below }, language);
  const broughtAt = (place: number) => declarations.filter((_, at) => places[at] === place);
  return [
    ...first,
    ...others,
    above.map(({ code }) => code).join('\n'),
    ...broughtAt(0),
    ...outer,
    ...own,
    ...broughtAt(1),
    ...below.flatMap(({ code }, at) => [code, ...broughtAt(at + 2)]),
    ...ofTests.flatMap(({ code, last }) => (last === true ? [code] : [])),
  ]
    .map((text) => text.replace(/\s+$/, ''))
    .filter((text) => text.trim() !== '')
    .join('\n'.repeat(language.blankLinesBetween + 1))
    .concat('\n');
}

/** What checks need beside the file's own names. It hides none of them: it stands first, or has other names. */
function importsOfTests({ ofTests = [] }: Scaffold, checks: readonly string[], language: Language) {
  if (ofTests.length === 0) return [];
  const mentioned = new Set(checks.flatMap((check) => [...mentionedNames(check, language)]));
  return ofTests.filter(({ names }) => names.some((name) => mentioned.has(name)));
}

function inClass(scaffold: Scaffold): boolean {
  return scaffold.open.trim() !== '';
}

/** Imports that the module has are dropped; `from __future__` must stand before everything. */
function placeImports({ above, below }: ModuleParts, imports: readonly string[]) {
  const lines = [...above, ...below].flatMap(({ code }) => code.split('\n'));
  const have = new Set(lines.map((line) => line.trim()));
  const wanted = [...new Set(imports)].filter((line) => !have.has(line.trim()));
  const isFuture = (line: string) => /^from\s+__future__\b/.test(line);
  const first = [...lines, ...wanted].filter(isFuture);
  const rest = (statements: readonly ModuleStatement[]) =>
    first.length === 0 ? statements : statements.map((each) => withoutLines(each, isFuture));
  return {
    above: rest(above),
    below: rest(below),
    first: first.length === 0 ? [] : [[...new Set(first)].join('\n')],
    others: [wanted.filter((line) => !isFuture(line)).join('\n')],
  };
}

function withoutLines(
  statement: ModuleStatement,
  isLeftOut: (line: string) => boolean,
): ModuleStatement {
  const lines = statement.code.split('\n').filter((line) => !isLeftOut(line));
  return { ...statement, code: lines.join('\n') };
}

/** Private declarations of all parts, each once, and the parts' codes in the same order. */
export interface United {
  readonly declarations: readonly string[];
  /** The same, with what they bind and need to load. */
  readonly brought: readonly Brought[];
  readonly codes: readonly string[];
}

/**
 * Brings the private declarations of several parts into one module. Equal ones are kept once; where
 * two parts mean different things by one name, the later part's is renamed throughout that part.
 */
export function unite(
  parts: readonly ProgramPart[],
  reserved: readonly string[],
  language: Language,
): United {
  const known = new Map<string, string>();
  const taken = new Set(reserved);
  const brought: Brought[] = [];
  const codes = parts.map((part) => {
    let texts = [...(part.beside ?? [])];
    let { code, loads } = part;
    for (let at = 0; at < texts.length; at++) {
      const text = texts[at] ?? '';
      const name = declaredName(text, language);
      const meaning = normalised(text, language);
      if (name === undefined || known.get(name) === meaning) continue;
      let fresh = name;
      for (let count = 2; taken.has(fresh); count++) fresh = `${name}_${count}`;
      if (fresh !== name) {
        texts = texts.map((other) => renameName(other, name, fresh, language));
        code = renameName(code, name, fresh, language);
        loads = loads?.map((needed) => needed.map((one) => (one === name ? fresh : one)));
      }
      known.set(fresh, normalised(texts[at] ?? '', language));
      taken.add(fresh);
      const needed = loads?.[at];
      brought.push({ names: [fresh], code: texts[at] ?? '', ...(needed && { loads: needed }) });
    }
    return code;
  });
  return { declarations: brought.map(({ code }) => code), brought, codes };
}

/** The dotted name under which a function of the task can be reached in its program. */
export function entryOf(task: Task, name: string): string {
  const { target, contract } = task;
  return name === contract.name && target.kind === 'method' ? target.qualifiedName : name;
}
