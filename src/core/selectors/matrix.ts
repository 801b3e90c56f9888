import { isTrusted, type Probe, type Test } from '../check.ts';
import { isSilent, outcomeKey } from '../outcome.ts';
import type { CheckResult } from '../ports.ts';
import type { Duel, MatrixRow, OutcomeMatrix } from './selector.ts';

/** One candidate and what it did, in the order of the checks. */
export interface MatrixEntry {
  readonly candidate: string;
  /** Length of the source in characters. */
  readonly size: number;
  /** How many candidates share this source; 1 when absent. */
  readonly multiplicity?: number;
  /** True where the parser found no implementation in it. */
  readonly stub?: boolean;
  readonly results: readonly CheckResult[];
}

export interface MatrixOptions {
  /** Ids of the generated tests that earned a vote (see `mutation/earned-votes.ts`); all when absent. */
  readonly votes?: ReadonlySet<string>;
  readonly duels?: readonly Duel[];
  readonly distinguished?: number;
}

/**
 * Builds what a Selector sees from one run.
 *
 * - Trusted tests gate and take no other part.
 * - Generated tests that earned a vote become columns of `passes`, weighted by multiplicity.
 * - Probes become columns of `outcomes`; so do the calls of all generated tests, voting or not,
 *   because the calls inside generated tests are inputs that somebody thought worth trying. A
 *   property (`holds`) has no bare call and is none. Equal calls make one column.
 */
export function buildMatrix(
  checks: readonly (Probe | Test)[],
  entries: readonly MatrixEntry[],
  options: MatrixOptions = {},
): OutcomeMatrix {
  const trusted: number[] = [];
  const voting: number[] = [];
  const probing = new Map<string, number>();
  checks.forEach((check, index) => {
    if (isTest(check)) {
      if (isTrusted(check)) {
        trusted.push(index);
        return;
      }
      if (options.votes?.has(check.id) ?? true) voting.push(index);
      if (check.expectation.kind === 'holds') return;
    }
    if (!probing.has(check.call)) probing.set(check.call, index);
  });
  const columns = [...probing.values()];
  const rows = entries.map((entry): MatrixRow => {
    const passed = (index: number) => entry.results[index]?.passed === true;
    return {
      candidate: entry.candidate,
      multiplicity: entry.multiplicity ?? 1,
      gate: trusted.every(passed),
      ...(trusted.length > 0 && { trusted: trusted.filter(passed).length / trusted.length }),
      ...(entry.stub !== undefined && { stub: entry.stub }),
      size: entry.size,
      outcomes: columns.map((index) => keyOf(entry.results[index])),
      passes: voting.map(passed),
    };
  });
  return {
    rows,
    testWeights: voting.map((index) => multiplicityOf(checks[index])),
    testCalls: voting.map((index) => statedCall(checks[index])),
    gated: trusted.length > 0,
    calls: [...probing.keys()],
    ...(options.duels && { duels: options.duels }),
    ...(options.distinguished !== undefined && { distinguished: options.distinguished }),
  };
}

function isTest(check: Probe | Test): check is Test {
  return 'expectation' in check;
}

function statedCall(check: Probe | Test | undefined): string | null {
  return check && isTest(check) && check.expectation.kind !== 'holds' ? check.call : null;
}

function multiplicityOf(check: Probe | Test | undefined): number {
  return check && isTest(check) ? (check.multiplicity ?? 1) : 1;
}

function keyOf(result: CheckResult | undefined): string | null {
  return result === undefined || isSilent(result.outcome) ? null : outcomeKey(result.outcome);
}
