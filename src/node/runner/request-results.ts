/** Gathers what programs did and gives the verdicts of one request. */
import type { Language } from '../../core/languages/language.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { CheckResult, Program, RunRequest } from '../../core/ports.ts';
import { keyOfText } from '../../core/values/equality.ts';
import type { AssertVerdict } from './harness.ts';
import { judge, type Observed, type PlannedCheck, type PlannedChecks } from './planned-checks.ts';

export class RequestResults {
  readonly #request: RunRequest;
  readonly #plan: PlannedChecks;
  readonly #language: Language;
  readonly #onProgram: (program: Program, results: readonly CheckResult[]) => void;
  /** `[program][call]`. */
  readonly #observed: (Observed | undefined)[][];
  readonly #verdicts: (readonly AssertVerdict[])[];
  readonly #results: (readonly CheckResult[] | undefined)[];
  readonly #assertions: readonly string[];
  /** `[call]`: trusted tests that this call alone decides; they may end a program early. */
  readonly #gates: readonly (readonly Exclude<PlannedCheck, { kind: 'assertion' }>[])[];

  constructor(
    request: RunRequest,
    plan: PlannedChecks,
    language: Language,
    onProgram: (program: Program, results: readonly CheckResult[]) => void,
  ) {
    this.#request = request;
    this.#plan = plan;
    this.#language = language;
    this.#onProgram = onProgram;
    this.#observed = request.programs.map(() => []);
    this.#verdicts = request.programs.map(() => []);
    this.#results = request.programs.map(() => undefined);
    this.#assertions = plan.checks.flatMap((check) =>
      check.kind === 'assertion' ? [check.text] : [],
    );
    const gates: Exclude<PlannedCheck, { kind: 'assertion' }>[][] = plan.calls.map(() => []);
    for (const check of plan.checks) {
      if (check.kind === 'test' && check.trusted && check.expectation.kind !== 'equals-call') {
        gates[check.call]?.push(check);
      }
    }
    this.#gates = gates;
  }

  /** Notes an outcome; `enough` where a trusted test just failed and the request stops early. */
  observe(program: number, call: number, seen: Observed): 'more' | 'enough' {
    const row = this.#observed[program];
    if (row === undefined) return 'enough';
    row[call] = { ...seen, outcome: withKey(seen.outcome, this.#language) };
    if (this.#request.stopEarly !== true) return 'more';
    const yields = this.#request.programs[program]?.yields === true;
    const failed = this.#gates[call]?.some(
      (check) => judge(check, () => seen, this.#language, yields).passed === false,
    );
    return failed === true ? 'enough' : 'more';
  }

  /** Whether a test has failed on the outcomes that are known. */
  lost(program: number): boolean {
    const seen = this.#observed[program] ?? [];
    const yields = this.#request.programs[program]?.yields === true;
    return this.#plan.checks.some(
      (check) =>
        check.kind === 'test' &&
        seen[check.call] !== undefined &&
        judge(check, (call) => seen[call], this.#language, yields).passed === false,
    );
  }

  /** The assertions this program must still meet: none where nothing of it ran or it failed already. */
  assertionsOf(program: number): readonly string[] {
    const seen = this.#observed[program] ?? [];
    const hopeless = seen.some(
      (one) =>
        one?.outcome.kind === 'refused' ||
        (this.#request.stopEarly === true && one?.outcome.kind === 'skipped'),
    );
    return hopeless ? [] : this.#assertions;
  }

  judged(program: number, verdicts: readonly AssertVerdict[]): void {
    this.#verdicts[program] = verdicts;
  }

  /** The program never ran, for this reason. */
  refuse(program: number, detail: string): void {
    const seen: Observed = { outcome: { kind: 'refused', detail, ms: 0 } };
    for (const call of this.#plan.calls.keys()) this.observe(program, call, seen);
    this.complete(program, seen);
  }

  complete(index: number, otherwise?: Observed): void {
    const program = this.#request.programs[index];
    const seen = this.#observed[index];
    if (program === undefined || seen === undefined || this.#results[index] !== undefined) return;
    const refused = otherwise ?? seen.find((one) => one?.outcome.kind === 'refused');
    let next = 0;
    const results = this.#plan.checks.map((check): CheckResult => {
      if (check.kind !== 'assertion') {
        return judge(check, (call) => seen[call], this.#language, program.yields === true);
      }
      const verdict = this.#verdicts[index]?.[next++];
      if (verdict !== undefined) {
        const { outcome, passed, forgeable } = verdict;
        return forgeable ? { outcome, passed, forgeable } : { outcome, passed };
      }
      const outcome = refused?.outcome ?? { kind: 'skipped', detail: 'it failed before', ms: 0 };
      return { outcome, passed: false };
    });
    this.#results[index] = results;
    this.#onProgram(program, results);
  }

  all(): (readonly CheckResult[])[] {
    return this.#results.map((results, index) => {
      if (results !== undefined) return results;
      this.complete(index);
      return this.#results[index] ?? [];
    });
  }
}

/** Adds what equality looks at, so that programs which agree to a programmer agree to us. */
function withKey(outcome: Outcome, { meaning }: Language): Outcome {
  if (outcome.kind !== 'value') return outcome;
  const value = keyOfText(outcome.value, meaning);
  const mutated = outcome.mutated === undefined ? undefined : keyOfText(outcome.mutated, meaning);
  if (value === undefined && mutated === undefined) return outcome;
  const parts = [value ?? outcome.value];
  if (outcome.mutated !== undefined) parts.push(mutated ?? outcome.mutated);
  return { ...outcome, key: parts.join('\u0000') };
}
