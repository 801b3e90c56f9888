import { outdented } from '../languages/moved-code.ts';
import type { Parser } from '../ports.ts';
import { mentionedNames } from '../languages/kit/lexis.ts';
import {
  isInert,
  missingNames,
  lateAnnotations,
  neededStatements,
  offeredStatements,
  runnable,
  textOf,
  type ModuleNames,
} from './slice.ts';
import type { GatheredModules } from './gather-modules.ts';
import type { SyntaxClass, SyntaxFunction, SyntaxStatement } from '../syntax.ts';
import type { ModuleStatement, Scaffold } from '../task.ts';

export interface ScaffoldInput {
  readonly names: ModuleNames;
  readonly target: SyntaxFunction;
  /** The class or object around the target, where there is one. */
  readonly enclosing: SyntaxClass | undefined;
  /** The top-level statement that holds the target. */
  readonly home: SyntaxStatement | undefined;
  /** The target's text, and the names of the module that its description mentions. */
  readonly about: string;
  /** White space before the target's first line. */
  readonly indent: string;
  readonly kept: KeptStatements;
  readonly gathered: GatheredModules;
  /** Imports for tests alone. */
  readonly ofTests?: readonly ModuleStatement[];
  readonly parser: Parser;
}

/** The statements of the module that programs hold, and those that they may. */
export interface KeptStatements {
  readonly needed: readonly SyntaxStatement[];
  readonly offered: readonly SyntaxStatement[];
}

export function keptStatements({
  names,
  enclosing,
  home,
  about,
}: Omit<ScaffoldInput, 'kept' | 'gathered' | 'ofTests' | 'parser'>): KeptStatements {
  const { text } = names;
  const surrounding = enclosing && home ? text.slice(home.range.start, home.range.end) : '';
  const needed = neededStatements(names, `${about}\n${surrounding}`, home);
  return { needed, offered: offeredStatements(names, needed, home) };
}

/** A member keeps its class around it; any other function stands alone after what it needs. */
export async function scaffoldOf(input: ScaffoldInput): Promise<Scaffold> {
  const { names, target, enclosing, home, indent, kept, gathered, ofTests = [] } = input;
  const { text } = names;
  const { needed, offered } = kept;
  const { resolved, modules, absent } = gathered;
  const isNeeded = new Set(needed);
  const inOrder = [...needed, ...offered].sort((a, b) => a.range.start - b.range.start);
  const codes = runnable(names, inOrder, resolved);
  const late = lateAnnotations(names, inOrder).filter(
    (line) => !codes.some(({ statement, code }) => code === line && isNeeded.has(statement)),
  );
  const placed = codes.map(({ statement, code }) => ({
    start: statement.range.start,
    isAbove: statement.range.start < (home ?? target).range.start,
    statement: isNeeded.has(statement)
      ? { names: statement.defines, code, needed: true as const }
      : offerOf(names, statement, code),
  }));
  const start = (home ?? target).range.start;
  const seen = actingStatements(names, home);
  const partOf = (isAbove: boolean) =>
    [
      ...placed.filter((each) => each.isAbove === isAbove),
      ...seen.filter((each) => each.start < start === isAbove),
    ]
      .sort((a, b) => a.start - b.start)
      .map(({ statement }) => statement);
  const siblings = await nestedSiblings(input);
  const missing = [
    ...missingNames(needed, resolved).filter((name) => isUsed(input, name)),
    ...enclosedNames(input, siblings),
  ];
  const common = {
    above: [
      ...late.map((code) => ({ names: [], code, needed: true as const })),
      ...partOf(true),
      ...siblings,
    ],
    below: partOf(false),
    ...(ofTests.length > 0 ? { ofTests } : {}),
    ...(missing.length > 0 ? { missing } : {}),
    ...(modules ? { modules } : {}),
    ...(absent.length > 0 ? { absent } : {}),
  };
  if (!enclosing || !home) return { ...common, open: '', close: '', indent: '' };
  const lineStart = text.lastIndexOf('\n', target.range.start - 1) + 1;
  return {
    ...common,
    open: text.slice(home.range.start, Math.max(home.range.start, lineStart)).trimEnd(),
    close: text
      .slice(target.range.end, Math.max(home.range.end, target.range.end))
      .replace(/^[ \t]*\r?\n/, ''),
    indent,
  };
}

/** Statements that bind no name: what the module does when it is loaded, and what it shows to others. */
function actingStatements(
  names: ModuleNames,
  home: SyntaxStatement | undefined,
): { readonly start: number; readonly statement: ModuleStatement }[] {
  const { exporting, acting } = names.language.loading;
  type Placed = { readonly start: number; readonly statement: ModuleStatement };
  return names.summary.statements.flatMap((each): Placed[] => {
    if (each === home || each.kind !== 'other') return [];
    const text = textOf(names, each);
    const { start } = each.range;
    const exported = exporting?.(text);
    if (exported !== undefined) {
      return [{ start, statement: { names: [], code: exported, exports: true as const } }];
    }
    const code = acting?.(text);
    const mentioned = [...mentionedNames(text, names.language)].filter((name) =>
      names.all.has(name),
    );
    if (code === undefined || mentioned.length === 0) return [];
    const acts = mentioned.filter((name) => home?.defines.includes(name) !== true);
    return [{ start, statement: { names: [], code, acts } }];
  });
}

/** What runs when it is loaded and fails then must fail only code that uses its name. */
function offerOf(names: ModuleNames, statement: SyntaxStatement, code: string): ModuleStatement {
  const offer = { names: statement.defines, code };
  if (isInert(names, statement)) return offer;
  const { guard } = names.language.loading;
  if (guard === undefined || guard.isGuarded(code)) return { ...offer, runs: true };
  return { ...offer, code: guard.guarded(code, 'anything'), runs: true };
}

/** Functions beside a nested one, as they would stand at module level. */
async function nestedSiblings({
  names,
  target,
  parser,
}: ScaffoldInput): Promise<ModuleStatement[]> {
  const owner = target.enclosing;
  if (owner?.kind !== 'function') return [];
  const { text, summary, language } = names;
  const siblings = summary.functions.filter(
    (each) =>
      each !== target &&
      each.enclosing?.kind === 'function' &&
      each.enclosing.index === owner.index,
  );
  return Promise.all(
    siblings.map(async ({ name, range }) => {
      const indent = /[ \t]*$/.exec(text.slice(0, range.start))?.[0] ?? '';
      const code = text.slice(range.start, range.end);
      return { names: [name], code: await outdented(code, indent, language, parser) };
    }),
  );
}

/** Names that a nested function takes from the functions around it and that cannot be offered. */
function enclosedNames(
  { names, target, about }: ScaffoldInput,
  siblings: readonly ModuleStatement[],
): string[] {
  const outer = new Set<string>();
  let around = target.enclosing;
  while (around?.kind === 'function') {
    const owner: SyntaxFunction | undefined = names.summary.functions[around.index];
    for (const { name } of owner?.parameters ?? []) outer.add(name);
    around = owner?.enclosing;
  }
  for (const { name } of target.parameters) outer.delete(name);
  for (const offer of siblings) for (const name of offer.names) outer.delete(name);
  return outer.size === 0
    ? []
    : [...mentionedNames(about, names.language)].filter((name) => outer.has(name));
}

/** Where types are stripped before a program runs, a signature's names are not missed. */
function isUsed({ names, target }: ScaffoldInput, name: string): boolean {
  if (names.language.loading.evaluatesSignatures) return true;
  const body = names.text.slice(target.body.start, target.body.end);
  const defaults = target.parameters.map((each) => each.default ?? '');
  return mentionedNames([body, ...defaults].join('\n'), names.language).has(name);
}
