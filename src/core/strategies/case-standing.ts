import type { Probe, Test } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import type { CheckResult, RunRequest } from '../ports.ts';
import type { Entry } from './entry.ts';
import { isCase, isInProgram } from './told-examples.ts';

/** Wall time of a whole test of the project, in ms: some go on for long, and many are run. */
const caseMs = 1_000;

/** The limit of checks that `byLimit` put together. */
export function limitsFor([first]: readonly (Probe | Test)[]): Pick<RunRequest, 'limits'> {
  const isWhole = first !== undefined && 'expectation' in first && isCase(first);
  return isWhole ? { limits: { callMs: caseMs } } : {};
}

/** Single checks, and whole tests of the project: they have another limit. */
export function byLimit(checks: readonly (Probe | Test)[]): readonly (readonly (Probe | Test)[])[] {
  const isWhole = (check: Probe | Test) => 'expectation' in check && isCase(check);
  const parts = [checks.filter((check) => !isWhole(check)), checks.filter(isWhole)];
  return parts.filter(({ length }) => length > 0);
}

/** What the tests of the project say of candidates, by what they come to where nothing is written. */
export class CaseStanding {
  readonly #stubs = new Map<string, Outcome | undefined>();

  /** Records what a test comes to where the function is not written. */
  learn({ id }: Test, stub: Outcome | undefined): void {
    this.#stubs.set(id, stub);
  }

  isKnown({ id }: Test): boolean {
    return this.#stubs.has(id);
  }

  /**
   * All trip over something in a test of the project that is no assertion of it, or fail as the program
   * does in which the function is not written: what fails there is something else.
   */
  isUnjudged(test: Test, entries: readonly Entry[]): boolean {
    if (!isCase(test)) return false;
    const results = resultsOn(test, entries);
    if (results.length > 0 && this.#isBeside(test, results)) return true;
    // What the judge cannot follow, the program's own process does.
    const isJudged = ({ passed, outcome }: CheckResult) =>
      passed === true ||
      (isInProgram(test) && outcome.kind === 'exception' && /^Assert/.test(outcome.type));
    return results.length > 0 && !results.some(isJudged);
  }

  /** A test of the project in which an entry itself fails, and all others do, where it asserts nothing yet. */
  tripsOver(test: Test, entry: Entry, entries: readonly Entry[]): boolean {
    const outcome = entry.results.get(test.id)?.outcome;
    if (outcome === undefined || !isInProgram(test)) return false;
    if (this.#isBeside(test, resultsOn(test, entries))) return false;
    return this.isUnjudged(test, entries) && !isOfSandbox(outcome);
  }

  /** Whatever the function does, or whether it is written at all, the test fails in the same words. */
  #isBeside({ id }: Test, results: readonly CheckResult[]): boolean {
    const stub = this.#stubs.get(id);
    if (stub?.kind !== 'exception') return false;
    return results.every(
      ({ passed, outcome }) =>
        passed !== true &&
        outcome.kind === 'exception' &&
        outcome.type === stub.type &&
        outcome.message === stub.message,
    );
  }
}

function resultsOn({ id }: Test, entries: readonly Entry[]): CheckResult[] {
  return entries.flatMap((entry) => entry.results.get(id) ?? []);
}

/** A name or a module that the test has is not to be had here, or it takes too long. */
function isOfSandbox(outcome: Outcome): boolean {
  return (
    outcome.kind !== 'exception' ||
    /^(?:NameError|ImportError|ModuleNotFoundError|ReferenceError|SyntaxError)$/.test(
      outcome.type,
    ) ||
    /Cannot find module/.test(outcome.message)
  );
}
