import type { Candidate } from '../../core/candidate.ts';
import type { Test } from '../../core/check.ts';
import type { CandidateScore, ResultMatrix } from '../../core/view/event.ts';
import { keyOnCall, passedOn } from '../../core/view/matrix.ts';
import { cut } from './columns.ts';

/** What is known of one function of the plan once its candidates have run. */
export interface FunctionFacts {
  /** In the order in which they came; people know them by their number, from 1. */
  readonly candidates: readonly Candidate[];
  readonly tests: readonly Test[];
  /** Calls that show a result: inputs, and the tests that are bare calls. */
  readonly calls: readonly string[];
  readonly scores: readonly CandidateScore[];
  /** Absent where candidates ran in combinations only. */
  readonly matrix: ResultMatrix | undefined;
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
  const { scores } = facts;
  const groups = new Map<string, CandidateScore[]>();
  const own = scores.find(({ candidate }) => candidate === chosen);
  for (const score of own === undefined ? scores : [own, ...scores]) {
    const key = JSON.stringify([behaviour(facts, score), verdicts(facts, score)]);
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
  const better = chosen === undefined ? [] : verdicts(facts, chosen);
  const failing = verdicts(facts, score).flatMap((passed, index) =>
    passed || better[index] === false ? [] : (facts.tests[index] ?? []),
  );
  const [test] = failing;
  if (test !== undefined) {
    const what = score.gate ? plural(failing.length, 'test') : 'examples';
    return {
      standing: 'rejected',
      text: `fails ${what}: ${gives(facts, score, test.call)}${wanted(test)}`,
    };
  }
  const instead = (call: string) => (chosen ? keyOf(facts, chosen, call) : undefined);
  const differing = facts.calls.filter((call) => keyOf(facts, score, call) !== instead(call));
  const [call] = differing;
  if (call === undefined) return { standing: 'close', text: passedText(score) };
  return {
    standing: 'close',
    text: `differs on ${plural(differing.length, 'input')}: ${gives(facts, score, call)}, not ${outcomeText(instead(call))}`,
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
  const outcome = facts.calls.includes(call) ? keyOf(facts, score, call) : undefined;
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

function behaviour(facts: FunctionFacts, score: CandidateScore): readonly (string | undefined)[] {
  return facts.calls.map((call) => keyOf(facts, score, call));
}

/** Whether a candidate passed each of the tests; none where candidates ran in combinations only. */
function verdicts({ tests, matrix }: FunctionFacts, { candidate }: CandidateScore): boolean[] {
  return matrix ? tests.map((test) => passedOn(matrix, candidate, test) === true) : [];
}

function keyOf(
  { matrix }: FunctionFacts,
  { candidate }: CandidateScore,
  call: string,
): string | undefined {
  return matrix && keyOnCall(matrix, candidate, call);
}

export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
