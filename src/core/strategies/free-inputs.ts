import { derive, run, type Routine } from '../engine/step.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { constantsIn } from '../inputs/constants.ts';
import { InputSource } from '../inputs/input-source.ts';
import { languageOf } from '../languages/languages.ts';
import { isSilent, outcomeKey, type Outcome } from '../outcome.ts';
import type { CheckResult, Program } from '../ports.ts';
import { isFault } from '../selectors/faults.ts';
import type { LanguageId } from '../text.ts';
import { readCanonical } from '../values/canonical.ts';
import { meets } from '../values/equality.ts';

/** Wall time of one call, in ms: what takes longer tells little for what it costs. */
const callMs = 250;
/** Inputs of the batches, one after the other, until one tells. */
const batches: readonly number[] = [32, 64, 96];
/** Of those, changes of inputs on which one program did what it had not done before. */
const nearby = 0.4;
/** Rounds in which an input is made smaller, and attempts of each. */
const rounds = 10;
const smallerPerRound = 24;
/** As far as numbers may be apart that mean the same, absolute and relative. */
const tolerance = 1e-6;
/** Time that all calls of a search take together before it ends, in ms. */
const mostMs = 4000;

/** An input on which programs do different things. */
export interface Split {
  readonly call: string;
  /** Ids of programs by what they do there: a value, or an exception. Those that say nothing are left out. */
  readonly groups: readonly (readonly string[])[];
  /** One of them gives a value, and the others only trip over themselves. */
  readonly isFault: boolean;
}

/** What came of looking for a split. */
export interface Splitting {
  readonly split?: Split;
  /** Other inputs of the same batch on which they differ, the shortest first. */
  readonly others: readonly string[];
  /** Calls that were run on all programs, and what they did: `results[p][c]`. */
  readonly calls: readonly string[];
  readonly results: readonly (readonly CheckResult[])[];
  /** Time of all calls, in ms. */
  readonly ms: number;
}

/** What a function's inputs are made from: its declaration, known calls and what candidates compare with. */
export function* inputSource(
  { task, random }: Pick<StrategyContext, 'task' | 'random'>,
  node: string,
  subject: {
    readonly contract: StrategyContext['task']['contract'];
    readonly language: LanguageId;
  },
  calls: readonly string[],
  sources: readonly string[],
): Routine<InputSource> {
  const { contract, language } = subject;
  const { declarations, imported = [] } = task.context;
  return yield* derive(node, 'free-inputs', async ({ parser }) => {
    const known = languageOf(language);
    const shapes = await known.shapes(parser, language, {
      parameters: contract.parameters,
      description: contract === task.contract ? documentationOf(task) : contract.description,
      declarations: [...imported, ...declarations].join('\n\n'),
    });
    const constants = await constantsIn(sources, language, parser);
    return new InputSource(
      { language: known, contract, callee: contract.name, shapes, calls, constants },
      random.fork(`${node}/free-inputs`),
    );
  });
}

/** The documentation as it is written: a description leaves out what it says of types. */
function documentationOf({ target, contract }: StrategyContext['task']): string {
  const { doc, snapshot } = target;
  return doc === undefined ? contract.description : snapshot.text.slice(doc.start, doc.end);
}

/**
 * Looks for an input on which programs differ, without a model: batches of inputs, each made with regard to
 * what came of the one before, and the smallest input that still tells what the first one told.
 */
export function* splitting(
  node: string,
  language: LanguageId,
  source: InputSource,
  programs: readonly Program[],
): Routine<Splitting> {
  const calls: string[] = [];
  const results: CheckResult[][] = programs.map(() => []);
  const seen = new Set<string>();
  const fresh: string[] = [];
  let ms = 0;
  for (const size of batches) {
    const near = fresh
      .splice(0)
      .slice(0, 8)
      .flatMap((call, _, all) => source.near(call, Math.floor((nearby * size) / all.length)));
    const made = [...near, ...source.next(size - near.length)];
    if (made.length === 0) break;
    const reply = yield* runOn(node, language, programs, made);
    ms += timeOf(reply);
    for (const [p, row] of reply.entries()) results[p]?.push(...row);
    const found: Split[] = [];
    for (const [c, call] of made.entries()) {
      const outcomes = reply.flatMap((row) => row[c]?.outcome ?? []);
      const split = splitOf(call, programs, outcomes, language);
      if (split !== undefined) found.push(split);
      const keys = outcomes.map(outcomeKey);
      if (keys.some((key) => !seen.has(key))) fresh.unshift(call);
      for (const key of keys) seen.add(key);
    }
    calls.push(...made);
    const best = found.toSorted(bySize).find(({ isFault }) => !isFault) ?? found[0];
    if (best !== undefined) {
      const least = yield* shrunk(node, language, source, programs, best);
      const others = found
        .toSorted(bySize)
        .flatMap(({ call }) => (call === best.call ? [] : [call]));
      return { split: least.split, others, calls, results, ms: ms + least.ms };
    }
    if (ms > mostMs) break;
  }
  return { others: [], calls, results, ms };
}

/** The smallest input that is found on which programs still differ in the same way. */
function* shrunk(
  node: string,
  language: LanguageId,
  source: InputSource,
  programs: readonly Program[],
  first: Split,
): Routine<{ readonly split: Split; readonly ms: number }> {
  let [split, ms] = [first, 0];
  const pair = first.groups.flatMap(([id]) => programs.filter((program) => program.id === id));
  for (let round = 0; round < rounds && ms < mostMs; round += 1) {
    const attempts = source.smaller(split.call).slice(0, smallerPerRound);
    if (attempts.length === 0) break;
    const reply = yield* runOn(node, language, pair, attempts);
    ms += timeOf(reply);
    const better = attempts.flatMap((call, c) => {
      const found = splitOf(
        call,
        pair,
        reply.flatMap((row) => row[c]?.outcome ?? []),
        language,
      );
      return found !== undefined && found.isFault === first.isFault ? [found] : [];
    });
    const [least] = better.toSorted(bySize);
    if (least === undefined || bySize(least, split) >= 0) break;
    split = least;
  }
  if (split === first) return { split, ms };
  const reply = yield* runOn(node, language, programs, [split.call]);
  const whole = splitOf(
    split.call,
    programs,
    reply.flatMap((row) => row[0]?.outcome ?? []),
    language,
  );
  return { split: whole ?? first, ms: ms + timeOf(reply) };
}

function bySize(a: Split, b: Split): number {
  return a.call.length - b.call.length || weightOf(a.call) - weightOf(b.call);
}

/** Of two texts of one length the one with the smaller digits and earlier letters is simpler. */
function weightOf(call: string): number {
  return Array.from(call).reduce((sum, each) => sum + each.charCodeAt(0), 0);
}

function splitOf(
  call: string,
  programs: readonly Program[],
  outcomes: readonly Outcome[],
  language: LanguageId,
): Split | undefined {
  const groups: { readonly outcome: Outcome; readonly ids: string[] }[] = [];
  for (const [at, outcome] of outcomes.entries()) {
    if (isSilent(outcome)) continue;
    const id = programs[at]?.id ?? '';
    const known = groups.find((group) => isAlike(group.outcome, outcome, language));
    if (known === undefined) groups.push({ outcome, ids: [id] });
    else known.ids.push(id);
  }
  // Where nobody gives a value the input is not one that is meant.
  if (groups.length < 2 || !groups.some(({ outcome }) => outcome.kind === 'value'))
    return undefined;
  const answers = groups.filter(({ outcome }) => !isFault(outcomeKey(outcome)));
  return { call, groups: groups.map(({ ids }) => ids), isFault: answers.length < 2 };
}

/** What programs do to their arguments is no part of it, and two ways to compute a number round differently. */
function isAlike(one: Outcome, other: Outcome, language: LanguageId): boolean {
  if (one.kind !== 'value' || other.kind !== 'value') return outcomeKey(one) === outcomeKey(other);
  if (one.value === other.value) return true;
  const { meaning } = languageOf(language);
  return meets(readCanonical(one.value), readCanonical(other.value), meaning, tolerance);
}

function* runOn(
  node: string,
  language: LanguageId,
  programs: readonly Program[],
  calls: readonly string[],
): Routine<readonly (readonly CheckResult[])[]> {
  const checks = calls.map((call, at) => ({ id: `free-${at + 1}`, call }));
  const reply = yield* run(node, 'free-inputs', { language, programs, checks, limits: { callMs } });
  return reply.results;
}

function timeOf(results: readonly (readonly CheckResult[])[]): number {
  return results.flat().reduce((sum, { outcome }) => sum + outcome.ms, 0);
}
