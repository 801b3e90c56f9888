/** What was counted, by what it is; whole numbers that are the same on every machine. */
export type Counts = Readonly<Record<string, number>>;

/** By how much a count may grow, as a part of what it was. */
const tolerance = 0.1;

export interface Comparison {
  /** Why the counts are not accepted; none where they are. */
  readonly problems: readonly string[];
  /** Counts that have become smaller by more than the tolerance: worth holding on to. */
  readonly better: readonly string[];
}

/** Holds counts to those of the baseline. */
export function compare(now: Counts, baseline: Counts): Comparison {
  const problems: string[] = [];
  const better: string[] = [];
  for (const [name, count] of Object.entries(now)) {
    const before = baseline[name];
    if (before === undefined) problems.push(`${name}: ${count}, which the baseline lacks`);
    else if (count > before * (1 + tolerance)) problems.push(changed(name, before, count));
    else if (count < before * (1 - tolerance)) better.push(changed(name, before, count));
  }
  const gone = Object.keys(baseline).filter((name) => now[name] === undefined);
  return { problems: [...problems, ...gone.map((name) => `${name}: no longer counted`)], better };
}

function changed(name: string, before: number, now: number): string {
  const share = before === 0 ? '' : `, ${(((now - before) / before) * 100).toFixed(1)} %`;
  return `${name}: ${now}, was ${before}${share}`;
}
