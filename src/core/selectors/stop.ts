import type { Ranking } from './selector.ts';

export interface StopRule {
  /** Enough estimated probability that the first is right, 0..1. */
  readonly confidence: number;
  /** As little expected change of winner as this ends sampling; see `expectedChange`. */
  readonly change: number;
  /** The expected change says little about fewer samples than this. */
  readonly atLeast: number;
}

export const defaultStopRule: StopRule = { confidence: 0.8, change: 0.15, atLeast: 6 };

/**
 * Whether to stop sampling before the limit: the winner is probably right, or the samples still to
 * come are unlikely to replace it. While trusted tests exist and nobody passes them, only the first
 * reason counts, for the next sample may pass.
 *
 * @param sampled Candidates drawn so far, with multiplicity.
 * @param limit Candidates that may be drawn at most.
 */
export function isSettled(
  ranking: Ranking,
  sampled: number,
  limit: number,
  rule: StopRule = defaultStopRule,
): boolean {
  if (sampled >= limit || ranking.confidence >= rule.confidence) return true;
  if (ranking.decision === 'decompose' || ranking.decision === 'give-up') return false;
  return sampled >= rule.atLeast && expectedChange(ranking, sampled, limit) <= rule.change;
}

/**
 * How much the winner may still change: (1 - stability) * ln(limit / sampled). The first factor is
 * what one re-weighting of the present samples would change; the second is how far the samples to
 * come would grow them, since the lead of a behaviour moves with the logarithm of their number.
 */
export function expectedChange(ranking: Ranking, sampled: number, limit: number): number {
  return (1 - (ranking.stability ?? 0)) * Math.log(Math.max(limit / sampled, 1));
}
