/** Chance that a right program fails a test that it should pass, against 1 in 10 for wrong ones. */
const odds = 10;
/** Where F is least: it rises from here to 1, and below no share is worse than another. */
const leastFit = 1 / (odds + 1);

/** F(x) = x ln x + (1 - x) ln(1 - x) - (1 - x) ln 10 of a share, 0..1: 0 for all, about -ln 11 for none. */
export function passFit(share: number): number {
  const x = Math.min(Math.max(share, leastFit), 1);
  const rest = 1 - x;
  return x * Math.log(x) + (rest === 0 ? 0 : rest * (Math.log(rest) - Math.log(odds)));
}
