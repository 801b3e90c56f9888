import type { TestStatement } from './statement.ts';

/** One test as it was written: what it needs from before, and its own statements, in their order. */
export interface TestBlock {
  readonly before: readonly TestStatement[];
  readonly own: readonly TestStatement[];
}

/**
 * Divides statements into tests. One ends at a blank line or where its object is made anew, unless what
 * comes next goes on with it. Definitions, imports and preparations that stand by themselves serve all
 * tests after them that mention their names.
 */
export function testBlocks(statements: readonly TestStatement[]): TestBlock[] {
  const groups = joinedGroups(statements);
  const earlier: TestStatement[] = [];
  const blocks: TestBlock[] = [];
  for (const group of groups) {
    if (group.some(({ asserts }) => asserts)) {
      blocks.push({ before: neededFrom(earlier, group), own: group });
    }
    earlier.push(...group);
  }
  return blocks;
}

/** Groups of statements; one that uses what the group before it keeps is a part of it. */
function joinedGroups(statements: readonly TestStatement[]): TestStatement[][] {
  const groups: TestStatement[][] = [];
  for (const part of parts(statements)) {
    const last = groups.at(-1);
    if (last?.some(({ asserts }) => asserts) && goesOn(part, last)) last.push(...part);
    else groups.push([...part]);
  }
  return groups;
}

/** Cut at blank lines and at fresh objects. */
function parts(statements: readonly TestStatement[]): TestStatement[][] {
  const found: TestStatement[][] = [];
  let current: TestStatement[] = [];
  for (const statement of statements) {
    if (statement.isApart || isMadeAnew(statement, current)) {
      if (current.length > 0) found.push(current);
      current = [];
    }
    current.push(statement);
  }
  if (current.length > 0) found.push(current);
  return found;
}

/** A variable of a test gets a value that owes nothing to that test. */
function isMadeAnew(statement: TestStatement, test: readonly TestStatement[]): boolean {
  if (!statement.assigns || !test.some(({ asserts }) => asserts)) return false;
  const kept = stateOf(test);
  return (
    [...statement.bound].some((name) => kept.has(name)) &&
    ![...statement.free].some((name) => kept.has(name))
  );
}

/** It needs a variable of the group that it does not make itself. */
function goesOn(part: readonly TestStatement[], group: readonly TestStatement[]): boolean {
  const kept = stateOf(group);
  return [...needsOf(part)].some((name) => kept.has(name));
}

/** Names that statements need from before them. */
export function needsOf(statements: readonly TestStatement[]): Set<string> {
  const bound = new Set<string>();
  const needs = new Set<string>();
  // A function may mention what is bound after it.
  const defined = new Set(statements.flatMap((each) => (each.isDefinition ? [...each.bound] : [])));
  for (const statement of statements) {
    for (const name of statement.free) {
      if (!bound.has(name) && !defined.has(name)) needs.add(name);
    }
    for (const name of statement.bound) bound.add(name);
  }
  return needs;
}

/** Variables of a test: names of values, not of functions, classes and modules. */
export function stateOf(statements: readonly TestStatement[]): Set<string> {
  return new Set(
    statements.flatMap((statement) => (statement.isDefinition ? [] : [...statement.bound])),
  );
}

/** What of earlier statements a test needs, directly or through each other, in their order. */
export function neededFrom(
  earlier: readonly TestStatement[],
  test: readonly TestStatement[],
): TestStatement[] {
  const taken = new Set<TestStatement>();
  const open = [...needsOf(test)];
  const seen = new Set<string>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const name = next;
    if (seen.has(name)) continue;
    seen.add(name);
    const binder = earlier.findLast(({ bound }) => bound.has(name));
    if (binder === undefined) continue;
    const from = earlier.indexOf(binder);
    const touching = binder.isDefinition
      ? []
      : earlier.slice(from + 1).filter((each) => prepares(each, name));
    for (const statement of [binder, ...touching]) {
      if (taken.has(statement)) continue;
      taken.add(statement);
      open.push(...statement.free);
    }
  }
  return earlier.filter((statement) => taken.has(statement));
}

/** It does something with a variable, and asserts nothing. */
function prepares({ free, asserts, isDefinition }: TestStatement, name: string): boolean {
  return !asserts && !isDefinition && free.has(name);
}
