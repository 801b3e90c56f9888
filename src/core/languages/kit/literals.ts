import type { Value } from '../../values/value.ts';

/** Reads literals without running anything; both answer undefined for anything that is code. */
export interface LiteralReader {
  readonly literal: (text: string) => Value | undefined;
  /** A call such as `f(1, [2], key=3)`: a dotted name and literal arguments. */
  readonly call: (text: string) => LiteralCall | undefined;
}

export interface LiteralCall {
  readonly callee: string;
  readonly args: readonly Value[];
  /** Arguments by name, where a language has them. */
  readonly keywords: readonly (readonly [string, Value])[];
}
