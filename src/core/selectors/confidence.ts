import { confidenceWeights, provableFrom } from './fitted.ts';
import { passFit } from './pass-fit.ts';
import type { Ranking } from './selector.ts';

/** What is known of the winner of a ranking. */
export interface WinnerFacts {
  /** Mean share of the voters that return the same, 0..1. */
  readonly share: number;
  /** Voters with the same behaviour on every input, the winner included. */
  readonly alike: number;
  /** Whether it passed the trusted tests; undefined where there were none. */
  readonly gate: boolean | undefined;
  /** Share of the voting test instances that it passes, 0..1; undefined where there were none. */
  readonly passed: number | undefined;
  /** How far independent tests of one call agree, 0..1; see `label-agreement.ts`. */
  readonly trust: number;
}

/**
 * Estimated probability that the winner is right: a logistic model
 *
 *     sigma(base + share s + alike ln(alike) + gate + [tested] (tested + (passes + trustedPasses rho) F(passed)))
 *
 * with the weights of `fitted.ts` and F of `pass-fit.ts`. It is what ends sampling, what a choice is called proven
 * by, and what is shown. For models that are not among those it was fitted to it is a prior, not a measurement.
 */
export function winnerConfidence({ share, alike, gate, passed, trust }: WinnerFacts): number {
  const w = confidenceWeights;
  const trusted = gate === undefined ? 0 : gate ? w.gatePassed : w.gateFailed;
  const tested =
    passed === undefined ? 0 : w.tested + (w.passes + w.trustedPasses * trust) * passFit(passed);
  const logit =
    w.base + w.share * share + w.alike * Math.log(Math.max(alike, 1)) + trusted + tested;
  return 1 / (1 + Math.exp(-logit));
}

/** Whether a choice is probable enough to be called proven where others speak for it. */
export function isProbable({ confidence }: Ranking): boolean {
  return confidence >= provableFrom;
}

/**
 * Whether enough speaks for the first of a ranking: the choice is stable and probably right, and no test that counts
 * speaks against it.
 */
export function isProvable(ranking: Ranking): boolean {
  return ranking.decision === 'accept' && ranking.unopposed === true && isProbable(ranking);
}
