import { outdentRest } from '../program/indent.ts';
import type { Snapshot } from '../text.ts';
import { neededStatements, offeredStatements, textOf, type ModuleNames } from './slice.ts';
import type { Enclosing, SyntaxClass, SyntaxFunction, SyntaxStatement } from './syntax.ts';
import type { TaskContext } from './task.ts';

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
  /** Other files that may call or test the target. */
  readonly others: readonly Snapshot[];
}

/** Gathers what the model should know, most relevant first, until the limit is reached. */
export function gatherContext(around: Surroundings, limit: number = contextTokens): TaskContext {
  const { names, target, enclosing } = around;
  let left = limit * charactersPerToken;
  const take = (text: string): boolean => {
    if (text.length > left) return false;
    left -= text.length;
    return true;
  };
  const imports = names.summary.statements
    .filter(({ kind }) => kind === 'import')
    .map((statement) => textOf(names, statement))
    .filter(take);
  const outline = enclosing ? classOutline(around, enclosing) : '';
  const enclosingText = outline !== '' && take(outline) ? outline : '';
  const about = `${around.about}\n${enclosing ? names.text.slice(enclosing.header.start, enclosing.header.end) : ''}`;
  const needed = neededStatements(names, about, around.home);
  const offered = offeredStatements(names, needed, around.home).filter(
    (statement) => !needed.includes(statement) && statement.kind !== 'function',
  );
  const declarations = [
    ...byRelevance(needed, target, names),
    ...byRelevance(offered, target, names),
  ]
    .map((statement) => shortened(statement, names))
    .filter(take);
  const related = relatedLines(around).filter(take);
  return {
    imports,
    declarations,
    enclosing: enclosingText,
    related,
    moduleNames: [...names.all],
    tokens: Math.ceil((limit * charactersPerToken - left) / charactersPerToken),
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
  return `${names.text.slice(found.signature.start, found.signature.end)}${names.family === 'python' ? ' ...' : ';'}`;
}

/** The class around the target: header, and the other members' signatures. */
function classOutline({ names, target, enclosing }: Surroundings, owner: SyntaxClass): string {
  const index = names.summary.classes.indexOf(owner);
  const members = names.summary.functions.filter(
    (each) => each !== target && each.enclosing?.kind === 'class' && each.enclosing.index === index,
  );
  const header = names.text.slice(owner.header.start, enclosing?.header.end).trimEnd();
  const signature = ({ signature: { start, end } }: SyntaxFunction) =>
    names.text.slice(start, end).trim();
  const end = names.family === 'python' ? ' ...' : ';';
  return [header, ...members.map((each) => `    ${signature(each)}${end}`)].join('\n');
}

const relatedLimit = 12;

/** Signatures of siblings and of callers here, and lines elsewhere that mention the target. */
function relatedLines({ names, target, others }: Surroundings): string[] {
  if (!target) return [];
  const { text, summary } = names;
  const call = new RegExp(`\\b${target.name.replaceAll('$', '\\$')}\\s*\\(`);
  const siblings = summary.functions.filter(
    (each) =>
      each !== target &&
      each.enclosing?.kind !== 'class' &&
      isSamePlace(each.enclosing, target.enclosing),
  );
  const callers = siblings.filter(({ body }) => call.test(text.slice(body.start, body.end)));
  const signature = ({ signature: { start, end } }: SyntaxFunction) => text.slice(start, end);
  const here = callers.map((each) =>
    outdentRest(text.slice(each.range.start, each.range.end), '', names.family),
  );
  const elsewhere = others.flatMap((other) =>
    other.text
      .split('\n')
      .filter((line) => call.test(line))
      .map((line) => line.trim()),
  );
  const rest = siblings.filter((each) => !callers.includes(each)).map(signature);
  return [...here.filter((code) => code.length < 1000), ...elsewhere, ...rest].slice(
    0,
    relatedLimit,
  );
}

function isSamePlace(a: Enclosing | undefined, b: Enclosing | undefined): boolean {
  const place = (enclosing: Enclosing | undefined) =>
    enclosing && 'index' in enclosing ? `${enclosing.kind} ${enclosing.index}` : enclosing?.kind;
  return place(a) === place(b);
}
