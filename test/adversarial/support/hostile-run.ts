/** Runs one hostile program among honest neighbours of its batch. */
import type { Probe, Test } from '../../../src/core/check.ts';
import { outcomeKey, type Outcome } from '../../../src/core/outcome.ts';
import type { CheckResult, Program, Runner } from '../../../src/core/ports.ts';
import { fillIn, type HostileProgram } from './hostile-program.ts';
import { neighboursOf } from './neighbours.ts';
import type { Traps } from './traps.ts';

export const limits = { callMs: 250, memoryMiB: 256, outputBytes: 64 * 1024 };

export interface HostileRun {
  readonly outcomes: readonly Outcome[];
  /** Whether the test passed whose expected result is a secret. */
  readonly passed: boolean;
  /** What the honest programs came to, and came to without the hostile one. */
  readonly neighbours: readonly string[];
  readonly undisturbed: readonly string[];
  /** The same where nothing is expected of them: who loses nothing is not tried alone. */
  readonly asked: readonly string[];
  /** Assertions that it decided, as if its verdicts could be trusted. */
  readonly decided: readonly string[];
  /** Assertions that do not hold of the honest program: then they would show nothing. */
  readonly empty: readonly string[];
}

export class HostileRuns {
  readonly #runner: Runner;
  readonly #traps: Traps;
  readonly #places: Readonly<Record<string, string>>;
  readonly #undisturbed = new Map<string, Promise<readonly string[]>>();

  constructor(runner: Runner, traps: Traps, assets: string) {
    this.#runner = runner;
    this.#traps = traps;
    this.#places = traps.places(assets);
  }

  async run(hostile: HostileProgram): Promise<HostileRun> {
    const source = fillIn(hostile.source, this.#places);
    const [first, ...rest] = this.#honest(hostile);
    if (first === undefined) throw new Error('no neighbours');
    const programs = [first, { id: 'hostile', source, entry: hostile.entry }, ...rest];
    const [before, own, ...after] = await this.#results(hostile, programs);
    if (before === undefined || own === undefined) throw new Error('programs without results');
    const [askedBefore, , ...askedAfter] = await this.#run(hostile, programs, probesOf(hostile));
    if (askedBefore === undefined) throw new Error('programs without results');
    return {
      outcomes: own.map(({ outcome }) => outcome),
      passed: own.some(({ passed }) => passed === true),
      neighbours: [before, ...after].map(keyOf),
      undisturbed: await this.#alone(hostile),
      asked: [askedBefore, ...askedAfter].map(keyOf),
      decided: await this.#decided(hostile, source),
      empty: await this.#empty(hostile),
    };
  }

  #honest(hostile: HostileProgram): Program[] {
    // As many again after the batch as in it: who cleans up badly is noticed in the next one.
    const sources = neighboursOf(hostile.language);
    return [...sources, ...sources].map((source, i) => ({
      id: `honest-${i}`,
      source,
      entry: 'f',
    }));
  }

  #alone(hostile: HostileProgram): Promise<readonly string[]> {
    const key = `${hostile.language} ${hostile.calls.join('\n')}`;
    let found = this.#undisturbed.get(key);
    if (found === undefined) {
      found = this.#results(hostile, this.#honest(hostile)).then((all) => all.map(keyOf));
      this.#undisturbed.set(key, found);
    }
    return found;
  }

  async #decided(hostile: HostileProgram, source: string): Promise<readonly string[]> {
    const results = await this.#verdicts(hostile, source);
    return hostile.assertions.filter(
      (_, at) => results[at]?.passed === true && results[at].forgeable !== true,
    );
  }

  async #empty(hostile: HostileProgram): Promise<readonly string[]> {
    if (hostile.honest === undefined) return [];
    const results = await this.#verdicts(hostile, hostile.honest);
    return hostile.assertions.filter((_, at) => results[at]?.passed !== true);
  }

  async #verdicts(hostile: HostileProgram, source: string): Promise<readonly CheckResult[]> {
    if (hostile.assertions.length === 0) return [];
    const checks = hostile.assertions.map((assertion, at): Test => ({
      id: String(at),
      call: assertion,
      source: 'user',
      expectation: { kind: 'holds', assertion },
    }));
    const programs = [{ id: 'hostile', source, entry: hostile.entry }];
    const reply = await this.#runner.run(
      { language: hostile.language, programs, checks, limits: { ...limits, callMs: 2000 } },
      { signal: new AbortController().signal },
    );
    if (!reply.ok) throw new Error(`${reply.error.reason}: ${reply.error.message}`);
    return reply.value.results[0] ?? [];
  }

  async #results(
    hostile: HostileProgram,
    programs: readonly Program[],
  ): Promise<readonly (readonly CheckResult[])[]> {
    const expected = JSON.stringify(this.#traps.expected);
    const checks = hostile.calls.map((call, i): Test => ({
      id: String(i),
      call,
      source: 'user',
      expectation: { kind: 'equals', expected },
    }));
    return this.#run(hostile, programs, checks);
  }

  async #run(
    hostile: HostileProgram,
    programs: readonly Program[],
    checks: readonly (Probe | Test)[],
  ): Promise<readonly (readonly CheckResult[])[]> {
    const reply = await this.#runner.run(
      { language: hostile.language, programs, checks, limits, printed: true },
      { signal: new AbortController().signal },
    );
    if (!reply.ok) throw new Error(`${reply.error.reason}: ${reply.error.message}`);
    return reply.value.results;
  }
}

function probesOf(hostile: HostileProgram): readonly Probe[] {
  return hostile.calls.map((call, i) => ({ id: String(i), call }));
}

function keyOf(results: readonly CheckResult[]): string {
  return results.map(({ outcome }) => outcomeKey(outcome)).join('\n');
}
