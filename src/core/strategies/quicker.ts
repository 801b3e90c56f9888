import { report, type Routine } from '../engine/step.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import type { Ranking } from '../selectors/selector.ts';
import { bestTimes } from './best-times.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import type { Job } from './job.ts';
import { passesGate } from './judge.ts';

/** Several times as long, and longer by more than noise: then one is clearly slower. */
const clearly = 4;
const noiseMs = 10;
/** Calls that are timed, and how often each. */
const timedCalls = 3;
const rounds = 2;

/**
 * The ranking with those before the others that are not clearly slower than another which behaves like
 * the first. Who differs by the times of the first runs is timed again, alone, before it counts.
 */
export function* quickerFirst(
  { task }: StrategyContext,
  job: Job,
  board: Board,
  ranking: Ranking,
): Routine<Ranking> {
  const first = board.entry(ranking.order[0]?.candidate ?? '');
  if (first === undefined) return ranking;
  const print = board.fingerprint(first);
  const peers = board.entries.filter(
    (entry) =>
      board.fingerprint(entry) === print && passesGate(entry, board) === passesGate(first, board),
  );
  const suspicious = board.calls
    .map(({ id, call }) => ({ id, call, times: peers.map((entry) => timeOf(entry, id)) }))
    .filter(({ times }) => isSpread(times))
    .sort((a, b) => Math.max(...b.times) - Math.max(...a.times))
    .slice(0, timedCalls);
  if (peers.length < 2 || suspicious.length === 0) return ranking;
  const times = yield* bestTimes(job.node, task.language, board, peers, suspicious, rounds);
  const slow = new Set<string>();
  suspicious.forEach((_, c) => {
    const column = times.map((row) => row[c] ?? Infinity);
    const least = Math.min(...column);
    peers.forEach(({ candidate }, p) => {
      if (isSlower(column[p] ?? Infinity, least)) slow.add(candidate.id);
    });
  });
  if (slow.size === 0 || !slow.has(first.candidate.id)) return ranking;
  const [worst] = suspicious;
  const note = `Candidates that need several times as long as others that give the same, as on ${worst?.call ?? ''}, come after those.`;
  yield* report({ type: 'note', node: job.node, note });
  const isSlow = ({ candidate }: { readonly candidate: string }) => slow.has(candidate);
  const isPeer = ({ candidate }: { readonly candidate: string }) =>
    peers.some((entry) => entry.candidate.id === candidate);
  return {
    ...ranking,
    order: [
      ...ranking.order.filter((each) => isPeer(each) && !isSlow(each)),
      ...ranking.order.filter((each) => !isPeer(each) || isSlow(each)),
    ],
  };
}

function timeOf({ results }: Entry, check: string): number {
  return results.get(check)?.outcome.ms ?? 0;
}

function isSpread(times: readonly number[]): boolean {
  return isSlower(Math.max(...times), Math.min(...times));
}

function isSlower(time: number, least: number): boolean {
  return time >= clearly * least && time - least >= noiseMs;
}
