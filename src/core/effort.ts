/** How much a model is to reason, least first. What a server does not know is asked as the nearest that it does. */
export const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;

export type Effort = (typeof efforts)[number];

/** What the user may choose: an effort, or that it follows from the work. */
export const effortNames = ['auto', ...efforts] as const;

/** An effort by its name in settings and flags; undefined for `auto` and whatever is none. */
export function effortNamed(name: unknown): Effort | undefined {
  return efforts.find((each) => each === name);
}

/** The nearest of some efforts, the smaller of two that are as near; undefined where there are none. */
export function nearestEffort(wanted: Effort, known: readonly Effort[]): Effort | undefined {
  const distance = (effort: Effort) => Math.abs(efforts.indexOf(effort) - efforts.indexOf(wanted));
  return efforts
    .filter((effort) => known.includes(effort))
    .reduce<Effort | undefined>(
      (best, effort) => (best === undefined || distance(effort) < distance(best) ? effort : best),
      undefined,
    );
}
