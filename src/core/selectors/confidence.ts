/** What the cascade knows of its winner. */
export interface WinnerFacts {
  /** Mean share of the voters that return the same, 0..1. */
  readonly share: number;
  /** Voters with the same behaviour on every input, the winner included. */
  readonly alike: number;
  /** Whether it passed the trusted tests; undefined where there were none. */
  readonly gate: boolean | undefined;
}

/**
 * Estimated probability that the winner is right: a logistic model with four weights,
 *
 *     sigma(-2.4 + 2 share + 0.9 ln(alike) + 2.4 [passed the gate] - 2.2 [failed the gate]).
 *
 * The weights were fitted to recorded samples of one model at 3 to 20 samples a task (see
 * `bench/README.md`: expected calibration error about 0.03 on tasks left out) and rounded; they are
 * a prior for other models, not a measurement of them.
 */
export function winnerConfidence({ share, alike, gate }: WinnerFacts): number {
  const trusted = gate === undefined ? 0 : gate ? 2.4 : -2.2;
  const logit = -2.4 + 2 * share + 0.9 * Math.log(Math.max(alike, 1)) + trusted;
  return 1 / (1 + Math.exp(-logit));
}
