import type { Candidate } from './candidate.ts';
import type { Test } from './check.ts';

/** What the user said of one function of a plan once a run had shown it. */
export interface Steering {
  /**
   * Trusted tests. Candidates must pass them, but they stand in no prompt that asks for first
   * samples: so the answers that an earlier run was given still fit.
   */
  readonly examples?: readonly Test[];
  /** The candidate that the solution is to have, whatever the selector would choose. */
  readonly pinned?: Candidate;
}

/** By the name of the function. */
export type SteeringOf = Readonly<Record<string, Steering>>;

/** What was said of a function; empty where nothing was. */
export function steeringOf(
  { steering }: { readonly steering?: SteeringOf },
  name: string,
): Steering {
  return steering !== undefined && Object.hasOwn(steering, name) ? (steering[name] ?? {}) : {};
}

/** The same with another word on one function; a function of which nothing is said goes. */
export function steeredWith(
  steering: SteeringOf | undefined,
  name: string,
  { examples, pinned }: Steering,
): SteeringOf {
  const others = Object.entries(steering ?? {}).filter(([other]) => other !== name);
  const said: Steering = {
    ...(examples !== undefined && examples.length > 0 ? { examples } : {}),
    ...(pinned ? { pinned } : {}),
  };
  return Object.fromEntries(Object.keys(said).length > 0 ? [...others, [name, said]] : others);
}
