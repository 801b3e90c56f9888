import type { Ranking } from './selector.ts';

export interface StopRule {
  /** Enough estimated probability that the first is right, 0..1. */
  readonly confidence: number;
  /** Enough stability, 0..1, once `settledAfter` samples were drawn. */
  readonly stability: number;
  /** Stability says little about fewer samples than this. */
  readonly settledAfter: number;
}

export const defaultStopRule: StopRule = { confidence: 0.75, stability: 0.8, settledAfter: 5 };

/**
 * Whether more samples are unlikely to change the choice for the better: the winner is probably
 * right, or it would stay the winner under nearly every re-weighting of the samples so far. While
 * trusted tests exist and nobody passes them, only the first reason counts: the next sample may.
 *
 * @param sampled Candidates drawn so far, with multiplicity.
 */
export function isSettled(
  ranking: Ranking,
  sampled: number,
  rule: StopRule = defaultStopRule,
): boolean {
  if (ranking.confidence >= rule.confidence) return true;
  if (ranking.decision === 'decompose' || ranking.decision === 'give-up') return false;
  return sampled >= rule.settledAfter && (ranking.stability ?? 0) >= rule.stability;
}
