import type { Probe, Test } from '../check.ts';
import { yieldsItems } from '../contract.ts';
import { ask, derive, run, type AskFailure, type Routine } from '../engine/step.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { languageOf } from '../languages/languages.ts';
import { showValue } from '../languages/kit/show-value.ts';
import { guardName, writeReference, type Reference } from '../operators/reference.ts';
import { specificationOf } from '../operators/specification.ts';
import { isSilent, outcomeKey, type Outcome } from '../outcome.ts';
import { ok, type Result } from '../result.ts';
import { isFault } from '../selectors/faults.ts';
import type { LanguageId } from '../text.ts';
import { readCanonical } from '../values/canonical.ts';
import { meets } from '../values/equality.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import { surroundingsOf, type Job } from './job.ts';

/** Inputs that a reference is asked to make, in groups, so that one that fails loses few. */
const groups = 5;
const perGroup = 20;
/** Wall time of one call of a reference, in ms: it is slow, and need not finish everywhere. */
const referenceMs = 1000;
/** The same where an input is worth no wait, for there are others. */
const soonMs = 250;
/** As far as floats may be apart: two ways to compute one number round differently. */
const tolerance = 1e-9;
/** A call longer than this shows nobody anything. */
const longestCall = 600;
/** A reference that finishes on fewer inputs says too little to stand for the agreement of others. */
export const enoughInputs = 20;

/**
 * A literal, slow implementation that was written from the specification alone. It has a vote on the
 * inputs that it finishes, and is never offered.
 */
export class Oracle {
  readonly #reference: Reference;
  readonly #program: string;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #job: Job;
  readonly #language: LanguageId;

  constructor(reference: Reference, program: string, job: Job, language: LanguageId) {
    this.#reference = reference;
    this.#program = program;
    this.#job = job;
    this.#language = language;
  }

  /** Runs it on the board's calls that it has not met. */
  *meet(board: Board): Routine<void> {
    const calls = board.calls.filter(({ id }) => !this.#outcomes.has(id));
    const asked = calls.flatMap(({ id, call }) => this.#renamed(id, call) ?? []);
    if (asked.length === 0) return;
    const reply = yield* run(this.#job.node, 'reference', this.#request(asked));
    asked.forEach(({ id }, at) => {
      const outcome = reply.results[0]?.[at]?.outcome;
      if (outcome !== undefined) this.#outcomes.set(id, outcome);
    });
  }

  /** Whether it passes the trusted examples that are calls; then it may judge. */
  *passes(examples: readonly Test[]): Routine<boolean> {
    const asked = examples.flatMap((test) => {
      const check =
        test.expectation.kind === 'holds' ? undefined : this.#renamed(test.id, test.call);
      return check === undefined ? [] : [{ ...test, call: check.call }];
    });
    if (asked.length === 0) return true;
    const reply = yield* run(this.#job.node, 'reference', this.#request(asked));
    return asked.every((_, at) => reply.results[0]?.[at]?.passed === true);
  }

  /** Calls of the function with arguments that its generator makes and its guard allows. */
  *inputs(seed: number): Routine<readonly string[]> {
    const { sketch, ...form } = languageOf(this.#language);
    const { name, parameters } = this.#job.subject.contract;
    if (!this.#reference.generates) return [];
    const checks = Array.from({ length: groups }, (_, at) => ({
      id: `inputs-${at + 1}`,
      call: `${sketch.name}(${seed + at}, ${perGroup})`,
    }));
    const reply = yield* run(this.#job.node, 'inputs', this.#request(checks));
    const calls = (reply.results[0] ?? []).flatMap(({ outcome }) => {
      const made = outcome.kind === 'value' ? readCanonical(outcome.value) : undefined;
      return made?.kind === 'list' ? made.items : [];
    });
    const texts = calls.flatMap((given) => {
      if (given.kind !== 'list' || given.items.length !== parameters.length) return [];
      const shown = given.items.map((value) => showValue(value, form, longestCall));
      const text = `${name}(${shown.join(', ')})`;
      return text.includes('…') || text.length > longestCall ? [] : [text];
    });
    return [...new Set(texts)];
  }

  /**
   * Those of some calls whose arguments its guard allows and on which it gives a value soon: on others it would judge
   * nobody. None where it has no guard.
   */
  *judged(calls: readonly string[]): Routine<readonly string[]> {
    const { name } = this.#job.subject.contract;
    if (!this.#reference.guards || calls.length === 0) return [];
    const named = (callee: string) =>
      calls.map((call, at) => ({
        id: `${callee}-${at + 1}`,
        call: `${callee}${call.slice(name.length)}`,
      }));
    const reply = yield* run(this.#job.node, 'inputs', {
      ...this.#request([...named(guardName), ...named(this.#reference.name)]),
      limits: { callMs: soonMs },
    });
    const outcomes = reply.results[0]?.map(({ outcome }) => outcome) ?? [];
    return calls.filter((_, at) => {
      const guard = outcomes[at];
      const said = guard?.kind === 'value' ? readCanonical(guard.value) : undefined;
      const isAllowed = said?.kind === 'bool' && said.value;
      return isAllowed && outcomes[calls.length + at]?.kind === 'value';
    });
  }

  /** Calls on which both gave something, and those of them on which they gave the same. */
  compared(board: Board, entry: Entry): { readonly met: number; readonly agreed: number } {
    const verdicts = board.calls.flatMap((check) => this.#agrees(entry, check) ?? []);
    return { met: verdicts.length, agreed: verdicts.filter(Boolean).length };
  }

  /** Calls on which an entry gives something else, the shortest first. */
  against(board: Board, entry: Entry): readonly (Probe | Test)[] {
    return board.calls
      .filter((check) => this.#agrees(entry, check) === false)
      .sort((a, b) => a.call.length - b.call.length);
  }

  /** What it gives on a call. */
  outcomeOn({ id }: Pick<Probe, 'id'>): Outcome | undefined {
    return this.#outcomes.get(id);
  }

  /** Undefined where one of them has nothing to say. */
  #agrees(entry: Entry, { id }: Pick<Probe, 'id'>): boolean | undefined {
    const [own, other] = [this.#outcomes.get(id), entry.results.get(id)?.outcome];
    if (own === undefined || other === undefined || other.kind === 'skipped') return undefined;
    if (isSilent(own) || isFault(outcomeKey(own))) return undefined;
    if (own.kind === 'value' && other.kind === 'value') {
      // What they do to their arguments is no part of it: a reference leaves them alone.
      if (own.value === other.value) return true;
      const { meaning } = languageOf(this.#language);
      return meets(readCanonical(other.value), readCanonical(own.value), meaning, tolerance);
    }
    return outcomeKey(own) === outcomeKey(other);
  }

  #request(checks: readonly (Probe | Test)[]) {
    const { name } = this.#reference;
    const yields = yieldsItems(this.#job.subject.contract) ? { yields: true } : {};
    return {
      language: this.#language,
      programs: [{ id: name, source: this.#program, entry: name, ...yields }],
      checks,
      limits: { callMs: referenceMs },
    };
  }

  #renamed(id: string, call: string): Probe | undefined {
    const { name } = this.#job.subject.contract;
    return call.startsWith(`${name}(`)
      ? { id, call: `${this.#reference.name}${call.slice(name.length)}` }
      : undefined;
  }
}

/**
 * Has a reference written where one fits, and lets it judge once it passes the examples itself.
 * Undefined where it does not fit, none came, or it fails an example.
 */
export function* askOracle(
  context: StrategyContext,
  job: Job,
): Routine<Result<Oracle | undefined, AskFailure>> {
  const { settings, task } = context;
  const { subject } = job;
  const asked = yield* ask(job.node, writeReference, {
    specification: specificationOf(subject, surroundingsOf(task), job.examples),
    samples: 1,
    temperature: settings.temperature,
    maxTokens: settings.maxTokens,
  });
  if (!asked.ok) return asked;
  const [reference] = asked.value.output;
  if (reference === undefined) return ok(undefined);
  const { sketch } = languageOf(task.language);
  const { parameters } = subject.contract;
  const code = reference.generates
    ? `${reference.code}\n\n${sketch.code({ guards: reference.guards, parameters: parameters.length })}`
    : reference.code;
  const program = yield* derive(job.node, 'the program of a reference', ({ parser }) =>
    job.program({ code, imports: [] }, [], parser),
  );
  const oracle = new Oracle(reference, program, job, task.language);
  return ok((yield* oracle.passes([...job.examples, ...job.added])) ? oracle : undefined);
}

/** Whether a function takes and gives plain data, so that a reference and random arguments fit it. */
export function isReferenceFitting({ subject }: Pick<Job, 'subject'>): boolean {
  const { contract, member } = subject;
  if (member || contract.async === true) return false;
  const { parameters, returns } = contract;
  if (parameters.length === 0 || parameters.some(({ kind }) => kind !== 'positional')) return false;
  if (returns !== undefined && /^(?:None|void|never)$/.test(returns.trim())) return false;
  const { plainTypes } = languageOf(subject.language).sketch;
  return [...parameters.map(({ type }) => type), returns].every(
    (type) => type === undefined || isPlainType(type, plainTypes),
  );
}

function isPlainType(type: string, plainTypes: ReadonlySet<string>): boolean {
  const bare = type.replace(/'[^']*'|"[^"]*"/g, '').replace(/[\w$]+\??\s*:/g, '');
  if (bare.includes('=>')) return false;
  return [...bare.matchAll(/[A-Za-z_$][\w$]*/g)].every(([word]) => plainTypes.has(word));
}
