/** One choice: how sure the selector was of it, 0..1, whether it was taken at once, whether it is right. */
export interface Claim {
  readonly confidence: number;
  readonly accepted: boolean;
  readonly right: boolean;
}

/**
 * Expected calibration error: over bins of equally many claims, ordered by confidence, the mean distance
 * of the mean confidence from the share that is right.
 */
export function calibrationError(claims: readonly Claim[], bins = 10): number {
  const ordered = [...claims].sort((a, b) => a.confidence - b.confidence);
  let error = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const from = Math.round((bin * ordered.length) / bins);
    const own = ordered.slice(from, Math.round(((bin + 1) * ordered.length) / bins));
    const said = own.reduce((sum, { confidence }) => sum + confidence, 0);
    const right = own.filter((claim) => claim.right).length;
    error += Math.abs(said - right) / Math.max(ordered.length, 1);
  }
  return error;
}

/** Of the claims accepted with at least this confidence: their share of all, and the share that is right. */
export function called(
  claims: readonly Claim[],
  least: number,
): { readonly share: number; readonly right: number } {
  const own = claims.filter(({ accepted, confidence }) => accepted && confidence >= least);
  return {
    share: own.length / Math.max(claims.length, 1),
    right: own.filter(({ right }) => right).length / Math.max(own.length, 1),
  };
}
