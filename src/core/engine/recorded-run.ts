import type { Outcome } from '../outcome.ts';
import type { CheckResult, RunReply, RunRequest } from '../ports.ts';

/** What one check gave, without the time it took. All that is said of the verdict is kept. */
type RecordedResult = Omit<CheckResult, 'outcome'> & { readonly outcome: WithoutTime<Outcome> };

type WithoutTime<T> = T extends unknown ? Omit<T, 'ms'> : never;

/**
 * A RunReply as the Journal keeps it: each distinct result once, and per program the places of its
 * results in that list. Most candidates agree on most inputs, so this is short and still readable.
 */
export interface RecordedRun {
  readonly distinct: readonly RecordedResult[];
  /** `results[p][c]`: index into `distinct`. */
  readonly results: readonly (readonly number[])[];
  /** `ms[p][c]`: wall time in ms, to the tenth. */
  readonly ms: readonly (readonly number[])[];
}

export function recordRun(reply: RunReply): RecordedRun {
  const distinct: RecordedResult[] = [];
  const places = new Map<string, number>();
  const place = ({ outcome, ...verdict }: CheckResult): number => {
    const timeless: WithoutTime<Outcome> & { ms?: number } = { ...outcome };
    delete timeless.ms;
    const result: RecordedResult = { outcome: timeless, ...verdict };
    const key = JSON.stringify(result);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, distinct.length);
    return distinct.push(result) - 1;
  };
  return {
    results: reply.results.map((row) => row.map(place)),
    ms: reply.results.map((row) => row.map(({ outcome }) => Math.round(outcome.ms * 10) / 10)),
    distinct,
  };
}

/** The reply again. Throws where the record contradicts itself. */
export function replayRun({ distinct, results, ms }: RecordedRun): RunReply {
  return {
    results: results.map((row, program) =>
      row.map((place, check) => {
        const result = distinct[place];
        const time = ms[program]?.[check];
        if (result === undefined || time === undefined) {
          throw new RangeError('A recorded run refers to a result that it does not hold.');
        }
        return { ...result, outcome: { ...result.outcome, ms: time } };
      }),
    ),
  };
}

/** The reply to a request that the budget has no room for: nothing ran, nothing passed. */
export function skippedRun(request: RunRequest, detail: string): RunReply {
  return {
    results: request.programs.map(() =>
      request.checks.map((check) => ({
        outcome: { kind: 'skipped' as const, detail, ms: 0 },
        ...('expectation' in check ? { passed: false } : {}),
      })),
    ),
  };
}

/** Evaluations in a reply: what was not skipped. */
export function evaluations(reply: RunReply): number {
  let count = 0;
  for (const row of reply.results) {
    for (const { outcome } of row) if (outcome.kind !== 'skipped') count += 1;
  }
  return count;
}
