import { literalPattern } from '../literal-pattern.ts';
import { outdentRest } from '../languages/kit/indent.ts';
import type { LanguageId } from '../text.ts';
import { classOutline } from './class-outline.ts';
import { toldFunction } from './told-function.ts';
import { neededStatements, offeredStatements, textOf, type ModuleNames } from './slice.ts';
import type { Enclosing, SyntaxClass, SyntaxFunction, SyntaxStatement } from '../syntax.ts';
import type { TaskContext } from '../task.ts';

/** How much of the surroundings goes into a prompt, in estimated tokens. */
export const contextTokens = 3000;
/** Rough: characters of source per token. */
const charactersPerToken = 4;

export interface Surroundings {
  readonly names: ModuleNames;
  readonly target: SyntaxFunction | undefined;
  readonly enclosing: SyntaxClass | undefined;
  /** The top-level statement that holds the target. */
  readonly home: SyntaxStatement | undefined;
  /** Text whose names matter: the target with its signature, or a description. */
  readonly about: string;
  /** Code of other files that calls or tests the target. */
  readonly elsewhere: readonly string[];
  /** What the names mean that the file imports from its workspace, the most relevant first. */
  readonly imported?: readonly string[];
  readonly language: LanguageId;
}

/** What shares of the limit the class around the target and code that calls it may take. */
const classShare = 0.4;
const callerShare = 0.25;
/** What share the declarations of imported names may take. */
const importedShare = 0.3;

/** Gathers what the model should know, most relevant first, until the limit is reached. */
export function gatherContext(around: Surroundings, limit: number = contextTokens): TaskContext {
  const { names, target, enclosing } = around;
  const most = limit * charactersPerToken;
  let left = most;
  const take = (text: string): boolean => {
    if (text.length > left) return false;
    left -= text.length;
    return true;
  };
  const imports = names.summary.statements
    .filter(({ kind }) => kind === 'import')
    .map((statement) => textOf(names, statement))
    .filter(take);
  const outline = enclosing ? classOutline(names, enclosing, target, most * classShare) : '';
  const enclosingText = outline !== '' && take(outline) ? outline : '';
  const about = `${around.about}\n${enclosing ? names.text.slice(enclosing.header.start, enclosing.header.end) : ''}`;
  const needed = neededStatements(names, about, around.home);
  const show = (statements: readonly SyntaxStatement[]) =>
    byRelevance(statements, target, names)
      .map((statement) => shortened(statement, names))
      .filter(take);
  const used = show(needed);
  const takeShare = (codes: readonly string[], share: number) => {
    let shareLeft = most * share;
    return codes.filter((code) => {
      if (code.length > shareLeft || !take(code)) return false;
      shareLeft -= code.length;
      return true;
    });
  };
  const imported = takeShare(around.imported ?? [], importedShare);
  const callers = takeShare(callersOf(around), callerShare);
  const offered = offeredStatements(names, needed, around.home).filter(
    ({ kind }) => kind === 'type' || kind === 'class' || kind === 'definition',
  );
  const declarations = [...used, ...show(offered)];
  const siblings = siblingLines(around).filter(take);
  return {
    imports,
    ...(imported.length > 0 ? { imported } : {}),
    declarations,
    enclosing: enclosingText,
    related: [...callers, ...siblings],
    moduleNames: [...names.all],
    tokens: Math.ceil((most - left) / charactersPerToken),
  };
}

/** Types in the signature first, then the order of the file. Imports are told apart. */
function byRelevance(
  statements: readonly SyntaxStatement[],
  target: SyntaxFunction | undefined,
  names: ModuleNames,
): SyntaxStatement[] {
  const signature = target ? names.text.slice(target.signature.start, target.signature.end) : '';
  const inSignature = (statement: SyntaxStatement) =>
    statement.defines.some((name) =>
      new RegExp(`\\b${name.replaceAll('$', '\\$')}\\b`).test(signature),
    );
  const others = statements.filter(({ kind }) => kind !== 'import');
  return [...others.filter(inSignature), ...others.filter((each) => !inSignature(each))];
}

const longestDeclaration = 1500;

/** A long function is told by its signature: the model needs to call it, not to read it. */
function shortened(statement: SyntaxStatement, names: ModuleNames): string {
  const text = textOf(names, statement);
  const found = names.summary.functions.find(
    ({ range }) => range.start === statement.range.start && range.end >= statement.range.end,
  );
  if (!found || text.length <= longestDeclaration) return text;
  return `${names.text.slice(found.signature.start, found.signature.end)}${names.language.elidedFunction}`;
}

const mostSiblings = 12;

/** The function around a nested target, functions of the file that call it, and what other files say. */
function callersOf({ names, target, elsewhere }: Surroundings): string[] {
  if (!target) return [...elsewhere];
  const { text, summary, language } = names;
  const call = new RegExp(`(?<![\\w$])${literalPattern(target.name)}\\s*\\(`);
  const around = target.enclosing?.kind === 'function' ? target.enclosing.index : undefined;
  const code = ({ range }: SyntaxFunction) => {
    const indent = /[ \t]*$/.exec(text.slice(0, range.start))?.[0] ?? '';
    return outdentRest(text.slice(range.start, range.end), indent, language);
  };
  const outer = around === undefined ? [] : summary.functions.slice(around, around + 1);
  const callers = summary.functions.filter(
    (each) =>
      each !== target &&
      !outer.includes(each) &&
      each.enclosing?.kind !== 'function' &&
      call.test(text.slice(each.body.start, each.body.end)),
  );
  return [...[...outer, ...callers].map(code), ...elsewhere];
}

/** Signatures of the functions beside the target, each with the first sentence of its doc. */
function siblingLines({ names, target }: Surroundings): string[] {
  const { text, summary, language } = names;
  return summary.functions
    .filter(
      (each) =>
        each !== target &&
        each.enclosing?.kind !== 'class' &&
        isSamePlace(each.enclosing, target?.enclosing),
    )
    .slice(0, mostSiblings)
    .map((each) => toldFunction(each, text, language));
}

function isSamePlace(a: Enclosing | undefined, b: Enclosing | undefined): boolean {
  const place = (enclosing: Enclosing | undefined) =>
    enclosing && 'index' in enclosing ? `${enclosing.kind} ${enclosing.index}` : enclosing?.kind;
  return place(a) === place(b);
}
