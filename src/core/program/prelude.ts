import type { Language } from '../languages/language.ts';
import { usedNames } from '../languages/names-in.ts';
import type { Parser } from '../ports.ts';
import type { ModuleStatement, Scaffold } from '../task.ts';

const identifier = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** What a program holds of the module, above the target and below it, in the module's order. */
export interface ModuleParts {
  readonly above: readonly ModuleStatement[];
  readonly below: readonly ModuleStatement[];
}

/**
 * The statements of the module for a program that holds `codes`: what the target needs, and of the
 * others only what these codes mention, directly or through each other. Words in comments and strings
 * count as mentions: too much is harmless, too little is not. Only what runs when it is loaded must be
 * mentioned by code.
 *
 * @param seenAs Names of what the program stands for, where other modules use the file: they must meet it
 *   in all that uses these in turn, for what the program lacks they take from the file as it is.
 */
export async function modulePartsFor(
  scaffold: Scaffold,
  codes: readonly string[],
  language: Language,
  parser: Parser,
  seenAs: readonly string[] = [],
): Promise<ModuleParts> {
  const { above, below } = wholeOf(scaffold);
  const all = [...above, ...below];
  const byName = new Map<string, ModuleStatement[]>();
  for (const statement of all) {
    if (statement.needed) continue;
    for (const name of statement.names) {
      byName.set(name, [...(byName.get(name) ?? []), statement]);
    }
  }
  const seen = scaffold.modules === undefined ? [] : all.filter(({ exports }) => exports);
  const taken = new Set([...all.filter(({ needed }) => needed), ...seen]);
  const using = await usersOf(seenAs, all, language, parser);
  for (const statement of using) taken.add(statement);
  const open = byName.size === 0 ? [] : [...codes, ...[...seen, ...using].map(({ code }) => code)];
  for (let code = open.pop(); code !== undefined; code = open.pop()) {
    const wanted = new Set(code.match(identifier) ?? []);
    const found = [...wanted].flatMap((name) =>
      (byName.get(name) ?? []).map((statement) => ({ name, statement })),
    );
    const isRead = found.some(({ statement }) => statement.runs && !taken.has(statement));
    const inCode = isRead ? await usedNames(code, language, parser) : new Set<string>();
    for (const { name, statement } of found) {
      if (taken.has(statement) || (statement.runs && !inCode.has(name))) continue;
      taken.add(statement);
      open.push(statement.code);
    }
  }
  const held = new Set([...taken].flatMap(({ names }) => names));
  for (const statement of all) {
    if (statement.acts?.every((name) => held.has(name)) === true) taken.add(statement);
  }
  const isTaken = (statement: ModuleStatement) => taken.has(statement) && statement.code !== '';
  return { above: above.filter(isTaken), below: below.filter(isTaken) };
}

/** Statements that mention some names, directly or through each other. */
async function usersOf(
  names: readonly string[],
  all: readonly ModuleStatement[],
  language: Language,
  parser: Parser,
): Promise<readonly ModuleStatement[]> {
  if (names.length === 0) return [];
  const known = new Set(names);
  const open = new Map(
    all
      .filter(({ names: own }) => own.length > 0)
      .map((statement) => [statement, new Set(statement.code.match(identifier) ?? [])] as const),
  );
  const found: ModuleStatement[] = [];
  for (let size = -1; size !== found.length;) {
    size = found.length;
    for (const [statement, words] of open) {
      // Most statements do not even have the word: only others are read.
      if (![...words].some((name) => known.has(name))) continue;
      const used = await usedNames(statement.code, language, parser);
      if (![...used].some((name) => known.has(name))) continue;
      open.delete(statement);
      found.push(statement);
      for (const name of statement.names) known.add(name);
    }
  }
  return found;
}

/** Scaffolds of older journals tell no order: there everything stood above the target. */
function wholeOf({ above, below = [], prelude = '', offers = [] }: Scaffold): ModuleParts {
  if (above) return { above, below };
  return { above: [{ names: [], code: prelude, needed: true }, ...offers], below };
}
