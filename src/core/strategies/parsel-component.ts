import { isTrusted } from '../check.ts';
import type { CandidateScore } from '../view/event.ts';
import { report, type Routine } from '../engine/step.ts';
import type { Evidence } from '../evidence.ts';
import {
  ComponentSearch,
  confirmSelection,
  type SearchLimits,
  type SearchResult,
  type SearchSpace,
  type Selection,
} from './component-search.ts';
import { divideFurther, fillHelpers } from './parsel-growth.ts';
import type { ParselState } from './parsel-state.ts';

/** Wall limit of one call during a search, in ms; programs that hang meet a shorter one first. */
const callMs = 10_000;
/** Generated tests may all be wrong: a product is not searched to its end for their sake. */
const combinationsWithoutExamples = 2000;

/** How one component was solved, and the means to solve it in another way. */
export interface ComponentOutcome {
  readonly members: readonly string[];
  /** True where a combination passed every test and passed them again alone. */
  readonly solved: boolean;
  /** It passed a test that it could not have forged: one that no test has met is the first that came. */
  readonly proved: boolean;
  /** The next combination that passes; absent where there is none to go on from. */
  readonly search?: { readonly space: SearchSpace; readonly search: ComponentSearch };
}

/**
 * Solves one component (Parsel, section 3): searches the product of its members' implementations; on
 * failure doubles the samples, then fills in helpers that nobody defined, then divides its members
 * further. What is chosen stands in `state.chosen`.
 */
export function* solveComponent(
  state: ParselState,
  component: readonly string[],
): Routine<ComponentOutcome> {
  const { options } = state;
  let members = component;
  yield* prepareTests(state, members);
  const grow = [
    ...(options.fillHelpers ? [fillHelpers] : []),
    ...(options.divide ? [divideFurther] : []),
  ];
  for (let round = 1; ; round += 1) {
    const outcome = yield* searchOnce(state, members, `${members.join('+')}/${round}`);
    if (outcome.solved) return outcome;
    const asked = Math.max(...members.map((name) => state.item(name).asked));
    if (asked * 2 <= options.mostSamples && (yield* sampleMore(state, members, asked * 2)))
      continue;
    const added = yield* growOnce(state, members, grow);
    if (added.length === 0) return yield* giveUp(state, outcome);
    members = [...members, ...added];
    yield* state.sample(added, options.samples);
  }
}

/** Searches members again as they are, for when what they call has changed. */
export function* searchAgain(
  state: ParselState,
  members: readonly string[],
  label: string,
): Routine<ComponentOutcome> {
  return yield* searchOnce(state, members, label);
}

/** The next solution of a solved component; undefined where there is none. */
export function* nextSolution(
  state: ParselState,
  outcome: ComponentOutcome,
): Routine<ComponentOutcome | undefined> {
  if (outcome.search === undefined) return undefined;
  const { space, search } = outcome.search;
  const limits = limitsOf(state, outcome.members);
  const { result, proved } = yield* confirmedNext(space, search, limits);
  if (result.kind !== 'found') return undefined;
  yield* choose(state, result.selection, true, proved);
  return { ...outcome, proved };
}

function* prepareTests(state: ParselState, members: readonly string[]): Routine<void> {
  const untested = members.every((name) => state.item(name).tests.length === 0);
  if (untested && state.options.writeTests) yield* state.writeTests(members);
  else {
    for (const name of members) {
      const { node, tests } = state.item(name);
      if (tests.length > 0) yield* report({ type: 'tests', node, tests });
    }
  }
}

function* sampleMore(
  state: ParselState,
  members: readonly string[],
  total: number,
): Routine<boolean> {
  const count = (): number =>
    members.reduce((sum, name) => sum + state.item(name).candidates.length, 0);
  const before = count();
  yield* state.sample(members, total);
  return count() > before;
}

type Growth = (state: ParselState, members: readonly string[]) => Routine<readonly string[]>;

/** Tries the ways to grow a component in turn; each is used up when it was tried. */
function* growOnce(
  state: ParselState,
  members: readonly string[],
  ways: Growth[],
): Routine<readonly string[]> {
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const added = yield* way(state, members);
    if (added.length > 0) return added;
  }
  return [];
}

function* searchOnce(
  state: ParselState,
  members: readonly string[],
  label: string,
): Routine<ComponentOutcome> {
  for (const name of members) {
    yield* report({ type: 'state', node: state.item(name).node, state: 'running' });
  }
  const space = state.space(members, label);
  const limits = limitsOf(state, members);
  const search = new ComponentSearch(space, limits);
  const { result, proved } = yield* confirmedNext(space, search, limits);
  const { combinations, considered, programs } = search.statistics;
  yield* report({
    type: 'note',
    node: space.node,
    note: `Looked at ${considered} of ${combinations} combinations with ${programs} programs.`,
  });
  const selection = result.kind === 'found' ? result.selection : result.best;
  if (selection !== undefined) yield* choose(state, selection, result.kind === 'found', proved);
  if (result.kind === 'found') return { members, solved: true, proved, search: { space, search } };
  return { members, solved: false, proved: false };
}

/** The next combination that passes, and passes again when each program runs alone. */
function* confirmedNext(
  space: SearchSpace,
  search: ComponentSearch,
  limits: SearchLimits,
): Routine<{ readonly result: SearchResult; readonly proved: boolean }> {
  for (;;) {
    const result = yield* search.next();
    if (result.kind !== 'found') return { result, proved: false };
    const { passed, of, proved } = yield* confirmSelection(space, result.selection, limits);
    if (passed === of) return { result, proved };
  }
}

function limitsOf(state: ParselState, members: readonly string[]): SearchLimits {
  const { combinations, seconds } = state.options;
  const hasExamples = members.some((name) => state.item(name).tests.some(isTrusted));
  return {
    combinations: hasExamples ? combinations : Math.min(combinations, combinationsWithoutExamples),
    seconds,
    callMs,
  };
}

function* choose(
  state: ParselState,
  selection: Selection,
  passed: boolean,
  proved: boolean,
): Routine<void> {
  for (const [name, candidate] of state.candidatesOf(selection)) {
    const { node, tests, candidates } = state.item(name);
    state.chosen.set(name, candidate);
    const trusted = tests.filter(isTrusted).length;
    const evidence = [
      ...pinEvidence(state, name),
      ...evidenceOf(state, [...selection.keys()], passed),
    ];
    const accepted = passed && proved;
    const score: CandidateScore = {
      candidate: candidate.id,
      gate: passed,
      trustedPassed: passed ? trusted : 0,
      trustedTotal: trusted,
      generatedPassed: passed ? tests.length - trusted : 0,
      generatedTotal: tests.length - trusted,
      agrees: state.alike(name, candidate),
      score: passed ? 1 : 0,
      evidence,
    };
    yield* report({ type: 'scores', node, scores: [score] });
    yield* report({ type: 'selected', node, candidate: candidate.id, evidence, accepted });
    yield* report({
      type: 'state',
      node,
      state: passed ? 'solved' : 'failed',
      ...(!passed && { note: `None of ${candidates.length} candidates passes with the others.` }),
    });
  }
}

/** What speaks for a combination: the examples of all functions that were solved together. */
export function evidenceOf(
  state: ParselState,
  members: readonly string[],
  passed: boolean,
): readonly Evidence[] {
  const tests = members.flatMap((name) => state.item(name).tests);
  const trusted = tests.filter(isTrusted).length;
  const source = trusted > 0 ? 'trusted-examples' : 'generated-tests';
  const together = members.length > 1 ? ` together with ${members.length - 1} more` : '';
  if (tests.length === 0) {
    return [{ source: 'generated-tests', weight: 0, note: 'No test speaks for or against it.' }];
  }
  const count = `${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`;
  const note = passed ? `Passed ${count}${together}.` : `Fails some of ${count}${together}.`;
  return [{ source, weight: 1, note }];
}

/** Whose choice a function is, where it is the user's. */
export function pinEvidence(state: ParselState, name: string): readonly Evidence[] {
  return state.isPinned(name) ? [{ source: 'user', weight: 1, note: 'Pinned by you.' }] : [];
}

function* giveUp(state: ParselState, outcome: ComponentOutcome): Routine<ComponentOutcome> {
  for (const name of outcome.members) {
    const { node, candidates } = state.item(name);
    if (candidates.length > 0) continue;
    const note = 'No answer held a usable function.';
    yield* report({ type: 'state', node, state: 'failed', note });
  }
  return outcome;
}
