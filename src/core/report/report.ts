/**
 * What the report shows: plain data, ready to be drawn. Every text in it is for people, of limited
 * length and without characters that cannot be seen.
 */
import type { Evidence } from '../evidence.ts';
import type { NodeState } from '../view/event.ts';

/** The plan as a picture: boxes from left to right, callers before what they call. */
export interface PlanPicture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlanBox[];
  readonly arrows: readonly PlanArrow[];
}

/** One function of the plan, in the order of the plan. Sizes are in CSS pixels. */
export interface PlanBox {
  /** Path of its node; what arrows name. */
  readonly path: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly state: NodeState;
  /** It is solved, but not proven. */
  readonly doubtful: boolean;
  /** Names of the functions that call it, and of those that it calls. */
  readonly callers: readonly string[];
  readonly calls: readonly string[];
}

export interface PlanArrow {
  readonly from: string;
  readonly to: string;
  /** `shared`: the callee has another caller too. `back`: to a caller, or to itself: recursion. */
  readonly kind: 'calls' | 'shared' | 'back';
  /** An SVG path. */
  readonly line: string;
}

/** What is known of one function's candidates. */
export interface FunctionReport {
  /** The checks, in groups: trusted tests, generated tests, those without a vote, inputs. */
  readonly columns: readonly ReportColumn[];
  /** Checks that are left out for want of room. */
  readonly hiddenColumns: number;
  /** Candidates that behave alike, the chosen ones first, then by rank. */
  readonly clusters: readonly ReportCluster[];
  /** Every different content of a cell, once. */
  readonly contents: readonly CellContent[];
  readonly candidates: number;
}

export type ColumnGroup = 'trusted' | 'generated' | 'withheld' | 'input';

export interface ReportColumn {
  /** Unique among the columns. */
  readonly key: string;
  readonly group: ColumnGroup;
  readonly call: string;
  /** The call without the function's name, where it is a call of the function. */
  readonly short: string;
  /** What a test expects. */
  readonly wanted?: string;
  /** Where a test comes from, for people. */
  readonly source?: string;
  /** How strong a generated test is, in a sentence, and as a share of the mutants that it found. */
  readonly strength?: { readonly text: string; readonly share?: number };
  /** Candidates that passed it, for a test that all have met. */
  readonly passed?: number;
}

/**
 * `chosen` holds the selected candidate; `close` passes the trusted tests like it, `rejected` does
 * not. `open`: it passes them and nothing is chosen yet. `waiting`: it was not run yet. `untold`: it
 * ran in combinations with other functions only.
 */
export type Standing = 'chosen' | 'close' | 'rejected' | 'open' | 'waiting' | 'untold';

export interface ReportCluster {
  /** `A`, `B`, …; empty for candidates that were not run. */
  readonly letter: string;
  readonly standing: Standing;
  readonly rows: readonly ReportRow[];
}

export interface ReportRow {
  readonly candidate: string;
  /** From 1, as in the plan view. */
  readonly number: number;
  readonly chosen: boolean;
  /** `4/4 tests`; empty where there are none. */
  readonly score: string;
  /** Operator, model, temperature. */
  readonly origin: string;
  /** Index into `contents` for each column; -1 where it was not run. */
  readonly cells: readonly number[];
  readonly evidence: readonly ReportEvidence[];
}

export interface ReportEvidence {
  readonly source: Evidence['source'];
  readonly title: string;
  readonly note: string;
  /** Share of the decision that it carried, in percent; 0 where it carried none. */
  readonly percent: number;
}

/** What a candidate did on a check. */
export type CellKind =
  'value' | 'raised' | 'timeout' | 'crashed' | 'refused' | 'unshown' | 'skipped' | 'property';

export interface CellContent {
  readonly kind: CellKind;
  /** For a test. */
  readonly passed?: boolean;
  /** For an input: the first cluster that gave the same result. */
  readonly letter?: string;
  /** True where an input gave the same as for the chosen candidate, or else the first. */
  readonly usual?: boolean;
  /** What stands in the cell. */
  readonly text: string;
  /** The same at more length, as a sentence. */
  readonly detail: string;
}

/** A question of the run as the report puts it. */
export interface ReportQuestion {
  readonly call: string;
  readonly choices: readonly {
    readonly shown: string;
    /** Candidates that give this result; absent where that is not known. */
    readonly candidates?: number;
  }[];
}
