import { languageOf } from '../languages/languages.ts';
import {
  isTrusted,
  type TestStrength,
  type WithheldVote,
  type Probe,
  type Test,
} from '../check.ts';
import type { Contradiction } from '../capture/contradictions.ts';
import type { Candidate } from '../candidate.ts';
import type { MatrixColumn, ResultMatrix } from '../view/event.ts';
import { run, type Routine } from '../engine/step.ts';
import type { EarnedVotes } from '../mutation/earned-votes.ts';
import type { MutationProgram } from '../mutation/mutation-programs.ts';
import { isSilent, outcomeKey, type Outcome } from '../outcome.ts';
import type { CheckResult, Program, RunRequest } from '../ports.ts';
import { normalised } from '../languages/kit/normalise.ts';
import { buildMatrix } from '../selectors/matrix.ts';
import type { Duel, OutcomeMatrix } from '../selectors/selector.ts';
import type { LanguageId } from '../text.ts';
import { readCanonical } from '../values/canonical.ts';
import { isPlain } from '../values/value.ts';
import { hasWorked, type Entry } from './entry.ts';
import { byLimit, CaseStanding, limitsFor } from './case-standing.ts';
import { BoardPrograms } from './board-programs.ts';
import type { BoardSetup, MutableEntry, Unstable } from './board-setup.ts';
import { isCase } from './told-examples.ts';

/** Most bare calls that take part; more cost time and tell little. */
const probeLimit = 160;

/**
 * All that is known about the candidates of one function: what was sampled, what they were run on
 * and what came of it. A strategy owns one for the time it works on the function.
 */
export class Board {
  /** On which new generated tests are measured; made once, when the first tests come. */
  mutationPrograms: readonly MutationProgram[] | undefined;
  readonly #node: string;
  readonly #language: LanguageId;
  readonly #entryName: string;
  readonly #programs: BoardPrograms;
  readonly contradictions: readonly Contradiction[];
  /** By normalised source, and by the id of their first candidate. */
  readonly #entries = new Map<string, MutableEntry>();
  readonly #byId = new Map<string, MutableEntry>();
  readonly #trusted: Test[];
  readonly #generated: Test[] = [];
  readonly #probes: Probe[] = [];
  /** By id of the generated tests that were measured: how strong those are that have a vote. */
  readonly #votes = new Map<string, TestStrength>();
  readonly #withheld = new Map<string, WithheldVote['reason']>();
  readonly #standing = new CaseStanding();
  #duels: readonly Duel[] = [];
  #distinguished = 0;

  constructor(setup: BoardSetup) {
    const { node, language, entryName, trusted } = setup;
    this.#node = node;
    this.#language = language;
    this.#entryName = entryName;
    this.#programs = new BoardPrograms(setup);
    this.#trusted = [...trusted];
    this.contradictions = setup.contradictions ?? [];
  }

  get entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  get candidates(): readonly Candidate[] {
    return this.entries.flatMap((entry) => entry.members);
  }

  /** Those that count: a test of the project that nobody's program can be judged by does not. */
  get trusted(): readonly Test[] {
    return this.#trusted.filter((test) => !this.#standing.isUnjudged(test, this.entries));
  }

  /** Tests of the project of which it is not known yet whether they reach the function. */
  get unmeasuredCases(): readonly Test[] {
    return this.#trusted.filter((test) => isCase(test) && !this.#standing.isKnown(test));
  }

  /** The program in which the function is not written, for some checks. */
  stubFor(checks: readonly Test[]): Routine<string> {
    return this.#programs.stubFor(checks);
  }

  /** Records what tests of the project come to where nothing is written; idle ones are taken away. */
  measureCases(stubs: ReadonlyMap<Test, Outcome | undefined>, idle: readonly Test[]): void {
    for (const [test, stub] of stubs) this.#standing.learn(test, stub);
    for (const { id } of idle) {
      const at = this.#trusted.findIndex((each) => each.id === id);
      if (at >= 0) this.#trusted.splice(at, 1);
    }
    this.#programs.renew();
  }

  /** A test of the project that this entry did not get through, nor did any other. */
  unjudgedFor(entry: Entry): Test | undefined {
    const { entries } = this;
    return this.#trusted.find((test) => this.#standing.tripsOver(test, entry, entries));
  }

  get generated(): readonly Test[] {
    return this.#generated;
  }

  /** Generated tests that have a vote: those that earned it, and those not measured yet. */
  get voting(): readonly Test[] {
    return this.#generated.filter(({ id }) => !this.#withheld.has(id));
  }

  get unmeasured(): readonly Test[] {
    return this.voting.filter(({ id }) => !this.#votes.has(id));
  }

  get entryName(): string {
    return this.#entryName;
  }

  entry(id: string): Entry | undefined {
    return this.#byId.get(id);
  }

  /** Adds candidates. Answers those of which no equal source was there already. */
  *add(...candidates: readonly Candidate[]): Routine<readonly Candidate[]> {
    if (candidates.length === 0) return [];
    const keys = yield* this.#programs.normalForms(candidates);
    return candidates.filter((candidate, at) => this.#enter(candidate, keys[at] ?? ''));
  }

  /** False where a candidate joins one that is there. */
  #enter(candidate: Candidate, key: string): boolean {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      known.members.push(candidate);
      return false;
    }
    const entry: MutableEntry = { candidate, members: [candidate], results: new Map() };
    this.#entries.set(key, entry);
    this.#byId.set(candidate.id, entry);
    return true;
  }

  /** Adds tests whose ids are new. */
  addTests(tests: readonly Test[]): void {
    for (const test of tests) {
      const list = isTrusted(test) ? this.#trusted : this.#generated;
      if (!this.#checks().some(({ id }) => id === test.id)) list.push(test);
    }
    this.#programs.renew();
  }

  /** Puts a trusted test in the place of another, which is not asked for any more. */
  replaceTest(id: string, test: Test): void {
    const at = this.#trusted.findIndex((each) => each.id === id);
    if (at >= 0) this.#trusted.splice(at, 1, test);
    this.#programs.renew();
  }

  /** Adds bare calls that no probe and no generated test makes yet; answers those that are new. */
  addCalls(calls: readonly string[]): readonly string[] {
    const language = languageOf(this.#language);
    const known = new Set(
      [...this.#probes, ...this.#generated.filter((test) => test.expectation.kind !== 'holds')].map(
        ({ call }) => normalised(call, language),
      ),
    );
    const added = calls.filter((call) => {
      const key = normalised(call, language);
      if (known.has(key) || this.#probes.length >= probeLimit) return false;
      known.add(key);
      this.#probes.push({ id: `probe-${this.#probes.length + 1}`, call });
      return true;
    });
    this.#programs.renew();
    return added;
  }

  /** Records which of some measured tests may vote, and how strong they are. */
  measure({ strengths, withheld }: EarnedVotes): void {
    for (const [id, strength] of strengths) this.#votes.set(id, strength);
    for (const { test, reason } of withheld) this.#withheld.set(test, reason);
  }

  /** How strong the tests are that earned their vote, by id. */
  get strengths(): Readonly<Record<string, TestStrength>> {
    return Object.fromEntries(this.#votes);
  }

  addRound(duels: readonly Duel[]): void {
    this.#duels = [...this.#duels, ...duels];
    this.#distinguished++;
  }

  /** Runs what has not been run: each entry on each check once. */
  *run(purpose: string): Routine<void> {
    const checks = this.#checks();
    const groups = new Map<
      string,
      { entries: MutableEntry[]; checks: readonly (Probe | Test)[] }
    >();
    for (const entry of this.#entries.values()) {
      const missing = checks.filter(({ id }) => !entry.results.has(id));
      if (missing.length === 0) continue;
      for (const part of byLimit(missing)) {
        const key = part.map(({ id }) => id).join(' ');
        const group = groups.get(key) ?? { entries: [] as MutableEntry[], checks: part };
        group.entries.push(entry);
        groups.set(key, group);
      }
    }
    for (const group of groups.values()) {
      const reply = yield* run(this.#node, purpose, {
        language: this.#language,
        programs: yield* this.programsOf(group.entries),
        checks: group.checks,
        ...(yield* this.referenceFor(group.checks)),
        ...limitsFor(group.checks),
      });
      group.entries.forEach((entry, p) => {
        group.checks.forEach((check, c) => {
          const result = reply.results[p]?.[c];
          if (result !== undefined) entry.results.set(check.id, result);
        });
      });
    }
  }

  /** The modules that run these entries, with what of the file the checks mention. */
  programsOf(entries: readonly Entry[]): Routine<readonly Program[]> {
    const own = entries.flatMap(({ candidate: { id } }) => this.#byId.get(id) ?? []);
    return this.#programs.of(own, this.#checks());
  }

  /** In what expected values that are code are evaluated, where there are any. */
  referenceFor(checks: readonly (Probe | Test)[]): Routine<Pick<RunRequest, 'reference'>> {
    return this.#programs.referenceFor(checks);
  }

  /** Runs some entries again, each in a process of its own and under another hash seed. */
  *runAgain(entries: readonly Entry[], hashSeed: number): Routine<readonly Unstable[]> {
    const checks = this.#checks();
    if (entries.length === 0 || checks.length === 0) return [];
    const reply = yield* run(this.#node, 'confirm', {
      language: this.#language,
      programs: yield* this.programsOf(entries),
      checks,
      ...(yield* this.referenceFor(checks)),
      alone: true,
      hashSeed,
    });
    return entries.flatMap((entry, p) =>
      checks.flatMap((check, c) => this.#confirm(entry, check, reply.results[p]?.[c])),
    );
  }

  /** Keeps what both runs agree on; says where they do not. */
  #confirm(entry: Entry, check: Probe | Test, again: CheckResult | undefined): Unstable[] {
    const before = entry.results.get(check.id);
    const own = this.#byId.get(entry.candidate.id);
    if (before === undefined || again === undefined || own === undefined) return [];
    if (again.outcome.kind === 'skipped') return [];
    const same = outcomeKey(before.outcome) === outcomeKey(again.outcome);
    if (same && before.passed === again.passed) return [];
    const { passed } = again;
    own.results.set(check.id, {
      outcome: same
        ? again.outcome
        : { kind: 'skipped', detail: 'The result changed from run to run.', ms: again.outcome.ms },
      ...(passed !== undefined && { passed: passed && before.passed === true }),
      ...((before.forgeable === true || again.forgeable === true) && { forgeable: true }),
    });
    return [{ candidate: entry.candidate.id, call: check.call }];
  }

  matrix(): OutcomeMatrix {
    const checks = this.#checks();
    return buildMatrix(
      checks,
      this.entries.map(({ candidate, members, results }) => ({
        candidate: candidate.id,
        size: candidate.code.length,
        multiplicity: members.length,
        results: checks.map(({ id }) => results.get(id) ?? skipped),
      })),
      {
        votes: new Set(this.voting.map(({ id }) => id)),
        duels: this.#duels,
        distinguished: this.#distinguished,
      },
    );
  }

  /** Everything that was run and what came of it, for people. Candidates of one source share a row. */
  results(): ResultMatrix {
    const checks = this.#checks();
    const columns = checks.map((check): MatrixColumn => {
      const strength = this.#votes.get(check.id);
      const withheld = this.#withheld.get(check.id);
      return { check, ...(strength && { strength }), ...(withheld && { withheld }) };
    });
    const rows = this.entries.flatMap(({ members, results }) => {
      const row = checks.map(({ id }) => results.get(id) ?? skipped);
      return members.map(({ id }) => [id, row] as const);
    });
    return { columns, rows: new Map(rows) };
  }

  /** Equal for entries that behaved alike on every call. */
  fingerprint(entry: Entry): string {
    return this.calls.map(({ id }) => keyOf(entry.results.get(id))).join('\u0001');
  }

  /**
   * For each entry, how many candidates behave like it, its own included. Entries that only failed
   * agree with nobody else.
   */
  agreements(): ReadonlyMap<Entry, number> {
    const sizes = new Map<string, number>();
    const prints = this.entries.map((entry) => {
      const print = this.fingerprint(entry);
      sizes.set(print, (sizes.get(print) ?? 0) + entry.members.length);
      return { entry, print };
    });
    return new Map(
      prints.map(({ entry, print }) => {
        const isAlone = print !== '' && !hasWorked(entry);
        return [entry, isAlone ? entry.members.length : (sizes.get(print) ?? 0)];
      }),
    );
  }

  /** Different codes that behaved like an entry on every call, its own included. */
  sources(entry: Entry): number {
    const print = this.fingerprint(entry);
    return this.entries.filter((each) => this.fingerprint(each) === print).length;
  }

  /**
   * Whether candidates agree with an entry without any check that their own objects decided: several
   * of them, and most of all, gave the same on every call, some call gave a result, and what they
   * gave is plain data or was given by different code.
   */
  isAgreedOn(entry: Entry): boolean {
    const agrees = this.agreements().get(entry) ?? 0;
    const shown = this.calls.flatMap(({ id }) => {
      const outcome = entry.results.get(id)?.outcome;
      return outcome?.kind === 'value' ? [readCanonical(outcome.value)] : [];
    });
    // The same text sampled twice gives the same objects: there only plain data says something.
    const independent = this.sources(entry) >= 2 || shown.every(isPlain);
    return shown.length > 0 && independent && agrees >= 2 && agrees * 2 > this.candidates.length;
  }

  /** Calls on which two entries gave different results, shortest first. */
  differences(a: Entry, b: Entry): readonly (Probe | Test)[] {
    return this.calls
      .filter(({ id }) => {
        const [one, other] = [a.results.get(id), b.results.get(id)];
        if (!one || !other || isSilent(one.outcome) || isSilent(other.outcome)) return false;
        return outcomeKey(one.outcome) !== outcomeKey(other.outcome);
      })
      .sort((one, other) => one.call.length - other.call.length);
  }

  /** Probes and tests with a bare call: everything that shows a result. */
  get calls(): readonly (Probe | Test)[] {
    return this.#checks().filter(
      (check) => !('expectation' in check) || check.expectation.kind !== 'holds',
    );
  }

  #checks(): (Probe | Test)[] {
    return [...this.#trusted, ...this.#generated, ...this.#probes];
  }
}

const skipped: CheckResult = {
  outcome: { kind: 'skipped', detail: 'It was not run.', ms: 0 },
  passed: false,
};

function keyOf(result: CheckResult | undefined): string {
  return result === undefined || isSilent(result.outcome) ? '?' : outcomeKey(result.outcome);
}
