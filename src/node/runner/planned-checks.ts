/** Turns checks into the calls that programs make, and outcomes into results. All of it is trusted. */
import type { Language } from '../../core/languages/language.ts';
import { printedForm } from '../../core/languages/kit/show-value.ts';
import { isTrusted, type Expectation, type Probe, type Test } from '../../core/check.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { CheckResult, Program } from '../../core/ports.ts';
import { readCanonical } from '../../core/values/canonical.ts';
import { meets } from '../../core/values/equality.ts';
import { list, type Value } from '../../core/values/value.ts';
import type { LiteralReader } from '../../core/languages/kit/literals.ts';
import type { Call, OutcomeDetails } from './harness.ts';

/** What a program did on one call. */
export interface Observed {
  readonly outcome: Outcome;
  readonly details?: OutcomeDetails | undefined;
}

export interface PlannedChecks {
  readonly calls: readonly Call[];
  readonly checks: readonly PlannedCheck[];
}

export type PlannedCheck =
  | { readonly kind: 'probe'; readonly call: number }
  | {
      readonly kind: 'test';
      readonly call: number;
      readonly trusted: boolean;
      readonly expectation: KnownExpectation;
      /** The program's own process decides it. */
      readonly forgeable?: true;
    }
  | { readonly kind: 'assertion'; readonly text: string; readonly trusted: boolean };

/** An expectation whose expected value the trusted side holds. */
export type KnownExpectation =
  | {
      readonly kind: 'equals';
      readonly expected: Value;
      readonly tolerance?: number | undefined;
      readonly orPrinted?: boolean | undefined;
    }
  | { readonly kind: 'throws'; readonly exception?: string | undefined }
  /** The expected expression needs names of the program: it is another call in its process. */
  | {
      readonly kind: 'equals-call';
      readonly call: number;
      readonly tolerance?: number | undefined;
      readonly orPrinted?: boolean | undefined;
    };

/** The expected expressions that are no literals: they are evaluated apart from all candidates. */
export function expressionsToEvaluate(
  checks: readonly (Probe | Test)[],
  literals: LiteralReader,
): string[] {
  const texts = checks.flatMap((check) => {
    const expectation = expectationOf(check);
    return expectation?.kind === 'equals' ? [expectation.expected] : [];
  });
  return [...new Set(texts)].filter((text) => literals.literal(text) === undefined);
}

/** @param evaluated What `expressionsToEvaluate` came to; expressions that failed are missing. */
export function planChecks(
  checks: readonly (Probe | Test)[],
  programs: readonly Program[],
  language: Pick<Language, 'literals' | 'asCall' | 'nothing'>,
  evaluated: ReadonlyMap<string, Value>,
): PlannedChecks {
  const { literals } = language;
  const calls: Call[] = [];
  const known = new Map<string, number>();
  const callIndex = (text: string): number => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const literal = literals.call(text);
    const byValue =
      literal !== undefined && programs.every(({ entry }) => entry === literal.callee);
    calls.push(
      byValue
        ? { kind: 'values', args: literal.args, keywords: literal.keywords }
        : { kind: 'code', text },
    );
    known.set(text, calls.length - 1);
    return calls.length - 1;
  };
  const planned = checks.map((check): PlannedCheck => {
    const expectation = expectationOf(check);
    if (expectation === undefined) return { kind: 'probe', call: callIndex(check.call) };
    const trusted = 'source' in check && isTrusted(check);
    if (expectation.kind === 'holds' && expectation.inProgram === true) {
      const nothing = language.literals.literal(language.nothing);
      if (nothing === undefined) throw new Error('The language has no word for nothing.');
      return {
        kind: 'test',
        call: callIndex(language.asCall(expectation.assertion)),
        trusted,
        expectation: { kind: 'equals', expected: nothing },
        forgeable: true,
      };
    }
    if (expectation.kind === 'holds') {
      return { kind: 'assertion', text: expectation.assertion, trusted };
    }
    const call = callIndex(check.call);
    if (expectation.kind === 'throws') return { kind: 'test', call, trusted, expectation };
    const { expected: text, tolerance, orPrinted } = expectation;
    const expected = literals.literal(text) ?? evaluated.get(text);
    return {
      kind: 'test',
      call,
      trusted,
      expectation:
        expected === undefined
          ? { kind: 'equals-call', call: callIndex(text), tolerance, orPrinted }
          : { kind: 'equals', expected, tolerance, orPrinted },
    };
  });
  return { calls, checks: planned };
}

function expectationOf(check: Probe | Test): Expectation | undefined {
  return 'expectation' in check ? check.expectation : undefined;
}

/**
 * The verdict on a check from what the program did; assertions are judged elsewhere.
 *
 * @param yields Whether a list stands for what the entry yields: see `Program`.
 */
export function judge(
  check: Exclude<PlannedCheck, { kind: 'assertion' }>,
  observed: (call: number) => Observed | undefined,
  language: Language,
  yields: boolean,
): CheckResult {
  const seen = observed(check.call);
  const outcome: Outcome = seen?.outcome ?? { kind: 'skipped', detail: 'not run', ms: 0 };
  if (check.kind === 'probe') return { outcome };
  const { expectation } = check;
  const how = { ...expectation, language, yields };
  switch (expectation.kind) {
    case 'throws': {
      const raised = yields ? raisedOnTheWay(outcome) : undefined;
      const { passed, ...more } = thrownAs(raised ?? outcome, seen?.details, expectation.exception);
      return { ...more, outcome, passed: passed === true };
    }
    case 'equals': {
      const passed = equalsTo(outcome, expectation.expected, how);
      return check.forgeable === true ? { outcome, passed, forgeable: true } : { outcome, passed };
    }
    case 'equals-call': {
      const other = observed(expectation.call)?.outcome;
      const passed = other?.kind === 'value' && equalsTo(outcome, readCanonical(other.value), how);
      return { outcome, passed, forgeable: true };
    }
  }
}

interface Comparison {
  readonly tolerance?: number | undefined;
  readonly orPrinted?: boolean | undefined;
  readonly language: Language;
  readonly yields: boolean;
}

function equalsTo(outcome: Outcome, expected: Value, how: Comparison): boolean {
  if (outcome.kind !== 'value') return false;
  const { language, yields } = how;
  const given = readCanonical(outcome.value);
  const actual = yields && expected.kind === 'list' ? itemsOf(given) : given;
  if (meets(actual, expected, language.meaning, how.tolerance)) return true;
  return (
    how.orPrinted === true && printedForm(actual, language) === printedForm(expected, language)
  );
}

/** What was yielded, as a list, where it came to its end. */
function itemsOf(value: Value): Value {
  return value.kind === 'iterator' && value.end === 'done' ? list(value.items) : value;
}

/** A generator fails where its items are drawn, after the call. */
function raisedOnTheWay(outcome: Outcome): Outcome | undefined {
  if (outcome.kind !== 'value') return undefined;
  const value = readCanonical(outcome.value);
  if (value.kind !== 'iterator' || value.raised === undefined) return undefined;
  return { kind: 'exception', type: value.raised, message: '', ms: outcome.ms };
}

/**
 * The named exception or one derived from it; a dotted name counts by its last part. That a class of the
 * program's own has the name of a built-in one is the program's word.
 */
function thrownAs(
  outcome: Outcome,
  details: OutcomeDetails | undefined,
  exception: string | undefined,
): CheckResult {
  if (outcome.kind !== 'exception') return { outcome, passed: false };
  if (exception === undefined) return { outcome, passed: true };
  const wanted = exception.split('.').at(-1) ?? exception;
  const names = (details?.bases ?? [outcome.type]).map((name) => name.split('.').at(-1));
  if (names.includes(wanted)) return { outcome, passed: true };
  return names.includes(`~${wanted}`)
    ? { outcome, passed: true, forgeable: true }
    : { outcome, passed: false };
}
