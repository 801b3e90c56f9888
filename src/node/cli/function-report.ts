import type { Candidate } from '../../core/candidate.ts';
import type { Test } from '../../core/check.ts';
import type { CandidateScore, StrategyEvent } from '../../core/view/event.ts';
import { cut } from './columns.ts';

/** What is known of one function of the plan once its candidates have run. */
export interface FunctionFacts {
  /** In the order in which they came; people know them by their number, from 1. */
  readonly candidates: readonly Candidate[];
  readonly tests: readonly Test[];
  /** Calls that show a result: inputs, and the tests that are bare calls. */
  readonly calls: readonly string[];
  readonly scored: Extract<StrategyEvent, { type: 'scores' }>;
}

/** Candidates that passed and returned the same, and what sets them apart from the chosen one. */
export interface Group {
  readonly standing: 'chosen' | 'close' | 'rejected';
  /** Numbers of its candidates. */
  readonly numbers: readonly number[];
  readonly text: string;
}

/** The candidates in groups that behave alike, that of `chosen` first, then the best. */
export function groupsOf(facts: FunctionFacts, chosen: string): readonly Group[] {
  const { scores } = facts.scored;
  const groups = new Map<string, CandidateScore[]>();
  const own = scores.find(({ candidate }) => candidate === chosen);
  for (const score of own === undefined ? scores : [own, ...scores]) {
    const key = JSON.stringify([behaviour(facts, score), passes(facts, score)]);
    const group = groups.get(key) ?? [];
    if (!group.includes(score)) group.push(score);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group): Group[] => {
    const [first] = group;
    if (first === undefined) return [];
    const numbers = group
      .map(({ candidate }) => facts.candidates.findIndex(({ id }) => id === candidate) + 1)
      .sort((a, b) => a - b);
    if (own !== undefined && group.includes(own)) {
      return [{ standing: 'chosen', numbers, text: passedText(first) }];
    }
    return [{ numbers, ...apart(facts, first, own) }];
  });
}

function apart(
  facts: FunctionFacts,
  score: CandidateScore,
  chosen: CandidateScore | undefined,
): Pick<Group, 'standing' | 'text'> {
  const better = chosen === undefined ? '' : passes(facts, chosen);
  const failing = passes(facts, score)
    .split('')
    .flatMap((passed, index) =>
      passed === '1' || better.charAt(index) === '0' ? [] : (facts.tests[index] ?? []),
    );
  const [test] = failing;
  if (test !== undefined) {
    const what = score.gate ? plural(failing.length, 'test') : 'examples';
    return {
      standing: 'rejected',
      text: `fails ${what}: ${gives(facts, score, test.call)}${wanted(test)}`,
    };
  }
  const [own, best] = [behaviour(facts, score), chosen ? behaviour(facts, chosen) : []];
  const differing = facts.calls.filter((_, index) => own[index] !== best[index]);
  const [call] = differing;
  if (call === undefined) return { standing: 'close', text: passedText(score) };
  const instead = best[facts.calls.indexOf(call)];
  return {
    standing: 'close',
    text: `differs on ${plural(differing.length, 'input')}: ${gives(facts, score, call)}, not ${outcomeText(instead)}`,
  };
}

function passedText(score: CandidateScore): string {
  const passed = score.trustedPassed + score.generatedPassed;
  const total = score.trustedTotal + score.generatedTotal;
  const found = total === 0 ? 'no tests' : `${passed} of ${plural(total, 'test')}`;
  const trusted = score.trustedTotal > 0 && score.gate ? ', all examples among them' : '';
  return `passed ${found}${trusted}`;
}

function gives(facts: FunctionFacts, score: CandidateScore, call: string): string {
  const index = facts.calls.indexOf(call);
  const outcome = index < 0 ? undefined : behaviour(facts, score)[index];
  const shown = cut(call, 46);
  return outcome === undefined ? shown : `${shown} gives ${outcomeText(outcome)}`;
}

function wanted({ expectation }: Test): string {
  switch (expectation.kind) {
    case 'equals':
      return `, not ${cut(expectation.expected, 26)}`;
    case 'throws':
      return `, not ${expectation.exception ?? 'an error'}`;
    case 'holds':
      return '';
  }
}

/** The outcome behind a key of `outcomeKey`, for people. */
function outcomeText(key = ''): string {
  if (key.startsWith('=')) return cut(key.slice(1).split('\u0000')[0] ?? '', 26);
  return key.startsWith('!') ? key.slice(1) : `no result (${key.slice(1) || 'not run'})`;
}

function behaviour({ scored }: FunctionFacts, { candidate }: CandidateScore): readonly string[] {
  return scored.outcomes?.[candidate] ?? [];
}

function passes({ scored }: FunctionFacts, { candidate }: CandidateScore): string {
  return scored.passes?.[candidate] ?? '';
}

export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
