import { stubOf, subjectOfTarget } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import { indented } from '../languages/moved-code.ts';
import { usedNames } from '../languages/names-in.ts';
import type { Parser } from '../ports.ts';
import { placesOf } from './place-declarations.ts';
import { placeImports } from './place-imports.ts';
import { modulePartsFor } from './prelude.ts';
import type { Scaffold, Task } from '../task.ts';
import { unite, type ProgramPart } from './unite.ts';

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
export async function assembleProgram(assembly: Assembly, parser: Parser): Promise<string> {
  const { task, isTarget, reserved, checks = [] } = assembly;
  const { scaffold } = task;
  const language = languageOf(task.language);
  const target = isTarget ? assembly.part : assembly.target;
  const parts = [...assembly.helpers, ...(isTarget ? [] : [assembly.part])];
  const { declarations, brought, codes } = await unite(
    [...parts, ...(target ? [target] : [])],
    reserved,
    language,
    parser,
  );
  const outer = codes.slice(0, parts.length);
  const inner = codes[parts.length] ?? (inClass(scaffold) ? stubOf(subjectOfTarget(task)) : '');
  const ofTests = await importsOfTests(scaffold, checks, language, parser);
  const imports = [
    ...ofTests.flatMap(({ code, last }) => (last === true ? [] : [code])),
    ...[...parts, ...(target ? [target] : [])].flatMap((part) => part.imports),
  ];
  const homeName = entryOf(task, task.contract.name).split('.')[0] ?? '';
  const mentioning = [...declarations, ...codes, inner, ...checks];
  const seenAs = ofTests.length > 0 ? [homeName] : [];
  const { first, others, above, below } = await placeImports(
    await modulePartsFor(scaffold, mentioning, language, parser, seenAs),
    imports,
    language,
    parser,
  );
  const own = [
    scaffold.open,
    await indented(inner, scaffold.indent, 'move', language, parser),
    scaffold.close,
  ];
  const home = { names: [homeName], code: own.join('\n') };
  const places = await placesOf(brought, { target: home, below }, language, parser);
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
async function importsOfTests(
  { ofTests = [] }: Scaffold,
  checks: readonly string[],
  language: Language,
  parser: Parser,
) {
  if (ofTests.length === 0) return [];
  const used = await Promise.all(checks.map((check) => usedNames(check, language, parser)));
  return ofTests.filter(({ names }) => names.some((name) => used.some((some) => some.has(name))));
}

function inClass(scaffold: Scaffold): boolean {
  return scaffold.open.trim() !== '';
}

/** The dotted name under which a function of the task can be reached in its program. */
export function entryOf(task: Task, name: string): string {
  const { target, contract } = task;
  return name === contract.name && target.kind === 'method' ? target.qualifiedName : name;
}
