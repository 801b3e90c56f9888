import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import { maskOf, mentionedNames } from '../languages/kit/lexis.ts';
import type { LanguageId } from '../text.ts';
import type { Guard } from '../languages/kit/loading.ts';
import type { SyntaxStatement, SyntaxSummary } from '../syntax.ts';

/** A file's statements by what they define and mention. */
export interface ModuleNames {
  readonly language: Language;
  readonly text: string;
  readonly summary: SyntaxSummary;
  /** Names bound at module level. */
  readonly all: ReadonlySet<string>;
}

export function moduleNames(
  summary: SyntaxSummary,
  language: LanguageId,
  text: string,
): ModuleNames {
  const all = new Set(summary.statements.flatMap(({ defines }) => defines));
  return { language: languageOf(language), text, summary, all };
}

/**
 * The top-level statements that `text` needs, directly or through others, in the order of the file.
 * Statements that only do something (`other`) are never needed; `without` is left out as well.
 */
export function neededStatements(
  names: ModuleNames,
  text: string,
  without: SyntaxStatement | undefined,
): SyntaxStatement[] {
  const byName = new Map<string, SyntaxStatement[]>();
  for (const statement of names.summary.statements) {
    if (statement === without || statement.kind === 'other') continue;
    for (const name of statement.defines) {
      byName.set(name, [...(byName.get(name) ?? []), statement]);
    }
  }
  const needed = new Set<SyntaxStatement>(
    names.summary.statements.filter((each) => isFuture(names, each)),
  );
  const open = [text];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const name of mentionedNames(next, names.language)) {
      for (const statement of byName.get(name) ?? []) {
        if (needed.has(statement)) continue;
        needed.add(statement);
        open.push(textOf(names, statement));
      }
    }
  }
  return names.summary.statements.filter((statement) => needed.has(statement));
}

/** What a candidate may use besides: all that binds a name, though it may run something for it. */
export function offeredStatements(
  names: ModuleNames,
  needed: readonly SyntaxStatement[],
  without: SyntaxStatement | undefined,
): SyntaxStatement[] {
  const taken = new Set(needed);
  return names.summary.statements.filter(
    (each) => each !== without && !taken.has(each) && each.kind !== 'other',
  );
}

/** Loading it has no effect but to bind names. */
export function isInert(names: ModuleNames, statement: SyntaxStatement): boolean {
  const text = textOf(names, statement);
  switch (statement.kind) {
    case 'import':
    case 'type':
      return true;
    case 'function':
    case 'class':
      return !text.startsWith('@');
    case 'definition':
      return isFunctionValue(names, statement) || !maskOf(text, names.language).includes('(');
    case 'other':
      return false;
  }
}

/** Words of a description that are names of the module, as code that mentions them. */
export function namesInProse(names: ModuleNames, prose: string): string {
  return words(prose)
    .filter((word) => names.all.has(word))
    .join('\n');
}

function words(text: string): string[] {
  return text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}

export function textOf(names: ModuleNames, { range }: Pick<SyntaxStatement, 'range'>): string {
  return names.text.slice(range.start, range.end);
}

function isFuture(names: ModuleNames, statement: SyntaxStatement): boolean {
  return statement.kind === 'import' && /^from\s+__future__\s/.test(textOf(names, statement));
}

/** `const f = (…) => …` only binds a name, whatever its body calls. */
function isFunctionValue({ summary }: ModuleNames, { range }: SyntaxStatement): boolean {
  return summary.functions.some(
    (each) => each.range.start === range.start && each.range.end >= range.end,
  );
}

/**
 * Statements as the sandbox can run them, in the order of the file. Imports that the sandbox may lack
 * (the workspace's own modules, packages that are not installed) must not keep other candidates from
 * running: where the language can guard them they may fail, and with them what is built on them when
 * the module is loaded, so that only code that uses their names fails; else relative ones are left out.
 *
 * @param resolved Modules of the workspace that programs can import.
 */
export function runnable(
  names: ModuleNames,
  statements: readonly SyntaxStatement[],
  resolved: ReadonlySet<string>,
): Runnable[] {
  const uncertain = new Set<string>();
  const made: Runnable[] = [];
  for (const statement of statements) {
    const text = textOf(names, statement);
    const code = isFuture(names, statement)
      ? text
      : names.language.loading.guard === undefined
        ? isLacking(statement, resolved)
          ? ''
          : text
        : guarded(names.language.loading.guard, names, statement, uncertain);
    if (code !== '') made.push({ statement, code });
  }
  return made;
}

export interface Runnable {
  readonly statement: SyntaxStatement;
  readonly code: string;
}

function guarded(
  guard: Guard,
  names: ModuleNames,
  statement: SyntaxStatement,
  uncertain: Set<string>,
): string {
  const { kind, defines } = statement;
  const text = textOf(names, statement);
  const runsOnLoad = kind === 'class' || kind === 'definition' || text.startsWith('@');
  const builtOn = runsOnLoad && words(text).some((word) => uncertain.has(word));
  if (!guard.mayLack(statement) && !builtOn) return text;
  for (const name of defines) uncertain.add(name);
  return guard.guarded(text, kind === 'import' ? 'import' : 'anything');
}

/** Names of the needed imports that the sandbox cannot load. */
export function missingNames(
  needed: readonly SyntaxStatement[],
  resolved: ReadonlySet<string>,
): string[] {
  return needed
    .filter((each) => isLacking(each, resolved))
    .flatMap((each) => (each.import?.typeOnly ? [] : each.defines));
}

/** The statement that makes annotations late, where one of them may name what is not there. */
export function lateAnnotations(
  { language }: ModuleNames,
  needed: readonly SyntaxStatement[],
): readonly string[] {
  const { guard, lateAnnotations: late } = language.loading;
  return late !== undefined && guard !== undefined && needed.some(guard.mayLack) ? [late] : [];
}

/** It imports a relative module that was not found. */
function isLacking(statement: SyntaxStatement, resolved: ReadonlySet<string>): boolean {
  return (
    statement.import?.modules.some((module) => module.startsWith('.') && !resolved.has(module)) ??
    false
  );
}
