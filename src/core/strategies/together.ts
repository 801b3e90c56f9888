import type { Child, Routine } from '../engine/step.ts';

/** Runs two routines of different kinds side by side. */
export function* both<A, B>(a: Child<A>, b: Child<B>): Routine<readonly [A, B]> {
  return (yield { kind: 'all', children: [a, b] }) as readonly [A, B];
}
