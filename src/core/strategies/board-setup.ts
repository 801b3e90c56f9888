import type { Contradiction } from '../capture/contradictions.ts';
import type { Test } from '../check.ts';
import type { ProgramPart } from '../program/unite.ts';
import type { Candidate } from '../candidate.ts';
import type { CheckResult, Parser } from '../ports.ts';
import type { LanguageId } from '../text.ts';
import type { Entry } from './entry.ts';
import type { ModuleFor } from './reference.ts';

/** The module that runs a candidate on checks, whose code is given too. */
export type ProgramOf = (
  part: ProgramPart,
  checks: readonly string[],
  parser: Parser,
) => Promise<string>;

export interface BoardSetup {
  readonly node: string;
  readonly language: LanguageId;
  /** Dotted name of the function in its programs. */
  readonly entryName: string;
  readonly program: ProgramOf;
  readonly reference: ModuleFor;
  readonly trusted: readonly Test[];
  /** Examples that contradict each other: none of them is among the tests. */
  readonly contradictions?: readonly Contradiction[];
  /** As for a `Program`. */
  readonly yields?: boolean;
}

/** An entry as the board itself holds it. */
export interface MutableEntry extends Entry {
  /** The module that is run, and for which state of the board's checks it was made. */
  made?: { readonly source: string; readonly version: number };
  readonly members: Candidate[];
  readonly results: Map<string, CheckResult>;
}

/** A check on which a candidate did not repeat itself. */
export interface Unstable {
  readonly candidate: string;
  readonly call: string;
}
