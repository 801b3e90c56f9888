import type { Parser } from '../../src/core/ports.ts';

/** Hostile input through one real function of the trusted side. */
export interface StallCase {
  readonly area: string;
  readonly name: string;
  run(parser: Parser): unknown;
}
