import type { Test, TestSource } from '../check.ts';
import type { Parameter } from '../contract.ts';
import type { ReadTest } from '../languages/kit/read-test.ts';
import type { Language } from '../languages/language.ts';
import type { PrintOption } from '../languages/kit/session-form.ts';
import { readCodeRegion, regionsIn } from './code-regions.ts';
import { doctestSteps } from './doctest.ts';
import { readLines } from './example-lines.ts';
import type { ExampleSetting } from './example-setting.ts';
import { readSession } from './session.ts';
import { readStated, readTable } from './stated-examples.ts';

/** A description apart from its examples. */
export interface ReadDoc {
  readonly description: string;
  readonly examples: readonly Test[];
  /** What it says half: run and shown, but never trusted. */
  readonly described: readonly Test[];
}

interface FoundExample {
  readonly at: number;
  readonly test: ReadTest;
  readonly isHalfSaid?: boolean;
  /** True for a line of prose, where `=` may say how something comes about. */
  readonly isLine?: boolean;
}

export interface DocSetting extends Omit<
  ExampleSetting,
  'prints' | 'known' | 'imported' | 'parameters' | 'required'
> {
  readonly known?: ReadonlySet<string>;
  readonly imported?: ReadonlySet<string>;
  readonly parameters?: readonly Parameter[];
  /** The return type as written in the source. */
  readonly returns?: string | undefined;
  readonly source?: TestSource;
  /** What holds for all sessions, as the file or project sets it. */
  readonly printOptions?: readonly PrintOption[];
}

/**
 * Finds the examples in a doc text: doctest sessions, assertions, code with results in comments, and
 * lines such as `f(1) // => 2`, `f(1) -> 2`, `f(1) returns 2`, `f(1) == 2`. What cannot be read for
 * certain stays in the description and is no example.
 */
export async function readDoc(text: string, given: DocSetting): Promise<ReadDoc> {
  const lines = text.split('\n');
  const parameters = (given.parameters ?? []).filter(({ kind }) => kind === 'positional');
  const setting: ExampleSetting = {
    ...given,
    known: given.known ?? new Set(),
    imported: given.imported ?? new Set(),
    parameters: parameters.map(({ name }) => name),
    required: parameters.filter((each) => each.default === undefined).length,
    prints: printsResults(text, given.returns),
  };
  /** By the line at which they begin. */
  const found: FoundExample[] = [];
  const taken = new Set<number>();
  const take = (from: number, to: number) => {
    for (let at = from; at < to; at++) taken.add(at);
  };
  await readSessions();
  for (const region of regionsIn(lines, given.callee.language)) {
    const tests = await readCodeRegion(lines, region, setting);
    for (const { test, from, to } of tests) {
      if ([from, to - 1].some((at) => taken.has(at))) continue;
      found.push({ at: from, test });
      take(from, to);
    }
  }
  let inExample = false;
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    if (/^\s*```\S/.test(line) || /^\s*@example\b/.test(line)) inExample = true;
    else if (/^\s*(?:```|@\w)/.test(line)) inExample = false;
    const read = taken.has(at)
      ? undefined
      : ((await readStated(lines, at, setting)) ??
        (await readTable(lines, at, setting)) ??
        (await readLines(lines, at, setting, inExample)));
    for (const test of read?.examples ?? []) found.push({ at, test, isLine: true });
    if (read) take(at, read.next);
    at = read?.next ?? at + 1;
  }
  found.sort((one, other) => one.at - other.at);
  const { source = 'docstring' } = given;
  const isTrusted = trustOf(found, given.callee.language);
  const trusted = found.filter((each) => !each.isHalfSaid && isTrusted(each));
  const half = source === 'docstring' ? found.filter(({ isHalfSaid }) => isHalfSaid) : [];
  return {
    description: withoutEmptyHeadings(lines.filter((_, at) => !taken.has(at)).join('\n')),
    examples: withIds(trusted, source),
    described: withIds(half, 'described'),
  };

  async function readSessions(): Promise<void> {
    const steps = doctestSteps(lines, given.printOptions);
    const tests = await readSession(steps, setting);
    for (const [index, step] of steps.entries()) {
      const test = tests[index];
      // Run as doctest runs it, a comparison would print what it comes to.
      const isHalfSaid = step.wants.kind === 'nothing' && !/^assert\b/.test(step.code);
      if (test) found.push({ at: step.from, test, isHalfSaid });
    }
    if (tests.every((test) => test === undefined)) return;
    for (const { from, to } of steps) take(from, to);
  }
}

/** A function that returns nothing, or says that it prints: what a session shows is what it prints. */
function printsResults(text: string, returns: string | undefined): boolean {
  if (returns !== undefined) return /^(?:None|void|undefined)$/.test(returns.trim());
  const prose = text.split(/^\s*>>>/m)[0] ?? '';
  return /\bprint(?:s|ing)?\b/i.test(prose) && !/\breturn(?:s|ed|ing)?\b/i.test(prose);
}

function withIds(found: readonly FoundExample[], source: TestSource): readonly Test[] {
  return distinct(found.map(({ test }) => test)).map((test, index) => ({
    id: `${source}${index + 1}`,
    source,
    ...test,
  }));
}

/**
 * What examples of one description say of each other: where some give a number and others a list, some
 * tell how the result comes about; where others are tuples, a value in brackets is one of one.
 */
function trustOf(
  found: readonly FoundExample[],
  { literals, hasTuples }: Language,
): (each: FoundExample) => boolean {
  const kindOf = ({ test: { expectation } }: FoundExample) =>
    expectation.kind === 'equals' ? literals.literal(expectation.expected)?.kind : undefined;
  const kinds = new Set(found.filter(({ isLine }) => isLine).map(kindOf));
  const isMixed = [...kinds].some(isNumber) && [...kinds].some(isList);
  return (each) => {
    const { isLine, test } = each;
    if (isLine !== true) return true;
    const kind = kindOf(each);
    if (isMixed && (isNumber(kind) || isList(kind))) return false;
    const { expectation } = test;
    const isBracketed = expectation.kind === 'equals' && expectation.expected.startsWith('(');
    return !(hasTuples && isBracketed && kinds.has('tuple') && kind !== 'tuple');
  };
}

function isNumber(kind: string | undefined): boolean {
  return kind === 'int' || kind === 'float';
}

function isList(kind: string | undefined): boolean {
  return kind === 'list' || kind === 'tuple';
}

function distinct(examples: readonly ReadTest[]): ReadTest[] {
  const seen = new Set<string>();
  return examples.filter((example) => {
    const key = JSON.stringify(example);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Drops headings such as `Examples:` that have nothing below them any more. */
function withoutEmptyHeadings(text: string): string {
  return text
    .replace(
      /^[ \t]*(?:Examples?[ \t]*\n[ \t]*-{3,}|@example|(?:For )?[Ee]xamples?:?|E\.g\.:?)[ \t]*$|^[ \t]*```\w*[ \t]*\n[ \t]*```[ \t]*$/gm,
      '',
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
