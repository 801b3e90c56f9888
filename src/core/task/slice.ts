import { languageFacts, type LanguageFamily } from '../program/language.ts';
import { maskOf, mentionedNames } from '../program/lexis.ts';
import type { LanguageId } from '../text.ts';
import type { SyntaxStatement, SyntaxSummary } from './syntax.ts';

/** A file's statements by what they define and mention. */
export interface ModuleNames {
  readonly family: LanguageFamily;
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
  return { family: languageFacts(language).family, text, summary, all };
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
    for (const name of mentionedNames(next, names.family)) {
      for (const statement of byName.get(name) ?? []) {
        if (needed.has(statement)) continue;
        needed.add(statement);
        open.push(textOf(names, statement));
      }
    }
  }
  return names.summary.statements.filter((statement) => needed.has(statement));
}

/**
 * `needed`, and what a candidate may use besides without running anything when the module is loaded:
 * functions, types, plain constants and imports whose own names are all there as well.
 */
export function offeredStatements(
  names: ModuleNames,
  needed: readonly SyntaxStatement[],
  without: SyntaxStatement | undefined,
): SyntaxStatement[] {
  const offered = new Set(needed);
  const bound = new Set(needed.flatMap(({ defines }) => defines));
  let open = names.summary.statements.filter(
    (each) => each !== without && !offered.has(each) && isInert(names, each),
  );
  for (let grown = true; grown;) {
    const fits = (statement: SyntaxStatement) =>
      [...mentionedNames(textOf(names, statement), names.family)].every(
        (name) => !names.all.has(name) || bound.has(name) || statement.defines.includes(name),
      );
    const next = open.filter(fits);
    grown = next.length > 0;
    for (const statement of next) {
      offered.add(statement);
      for (const name of statement.defines) bound.add(name);
    }
    open = open.filter((each) => !offered.has(each));
  }
  return names.summary.statements.filter((statement) => offered.has(statement));
}

/** Loading it has no effect but to bind names. */
function isInert(names: ModuleNames, statement: SyntaxStatement): boolean {
  const text = textOf(names, statement);
  switch (statement.kind) {
    case 'import':
    case 'type':
      return true;
    case 'function':
    case 'class':
      return !text.startsWith('@');
    case 'definition':
      return !maskOf(text, names.family).includes('(');
    case 'other':
      return false;
  }
}

/** Words of a description that are names of the module, as code that mentions them. */
export function namesInProse(names: ModuleNames, prose: string): string {
  const words = prose.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  return words.filter((word) => names.all.has(word)).join('\n');
}

export function textOf(names: ModuleNames, { range }: Pick<SyntaxStatement, 'range'>): string {
  return names.text.slice(range.start, range.end);
}

function isFuture(names: ModuleNames, statement: SyntaxStatement): boolean {
  return statement.kind === 'import' && /^from\s+__future__\s/.test(textOf(names, statement));
}

/**
 * A statement as the sandbox can run it. Imports that the sandbox may lack (the workspace's own
 * modules, packages that are not installed) must not keep other candidates from running: in Python
 * they may fail, and only code that uses their names fails with them; in JavaScript relative ones
 * are left out.
 */
export function runnable(names: ModuleNames, statement: SyntaxStatement): string {
  const text = textOf(names, statement);
  if (statement.kind !== 'import' || isFuture(names, statement)) return text;
  if (names.family === 'javascript')
    return /(?:from|import|require\()\s*['"]\./.test(text) ? '' : text;
  const indented = text.split('\n').map((line) => `    ${line}`);
  return ['try:', ...indented, 'except ImportError:', '    pass'].join('\n');
}
