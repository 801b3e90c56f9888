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

/** All trip over something in a test of the project that is no assertion of it. */
export function isUnjudged(test: Test, entries: readonly Entry[]): boolean {
  if (!isCase(test)) return false;
  const results = entries.flatMap((entry) => entry.results.get(test.id) ?? []);
  // What the judge cannot follow, the program's own process does.
  const isJudged = ({ passed, outcome }: CheckResult) =>
    passed === true ||
    (isInProgram(test) && outcome.kind === 'exception' && /^Assert/.test(outcome.type));
  return results.length > 0 && !results.some(isJudged);
}

/** A test of the project in which an entry itself fails, and all others do, where it asserts nothing yet. */
export function tripsOver(test: Test, entry: Entry, entries: readonly Entry[]): boolean {
  const outcome = entry.results.get(test.id)?.outcome;
  if (outcome === undefined || !isInProgram(test)) return false;
  return isUnjudged(test, entries) && !isOfSandbox(outcome);
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
