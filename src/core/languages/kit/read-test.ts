import type { Expectation } from '../../check.ts';

/** A test as read: its call (for a property, a short name of it) and what it expects. */
export interface ReadTest {
  readonly call: string;
  readonly expectation: Expectation;
}
