import type { TextEdit, TextRange } from '../text.ts';

/** Stable names of everything that can be wrong with a plan document. */
export type PlanDiagnosticCode =
  // lines
  | 'missing-signature'
  | 'missing-colon'
  | 'unclosed-bracket'
  | 'unclosed-quote'
  | 'unreadable-line'
  | 'stray-continuation'
  | 'bad-parameter'
  | 'duplicate-parameter'
  | 'missing-description'
  | 'unknown-language'
  // constraints
  | 'constraint-indentation'
  | 'orphan-constraint'
  | 'constraint-without-output'
  | 'constraint-cannot-run'
  | 'proof-constraint'
  | 'argument-count'
  | 'repeated-constraint'
  | 'contradicting-constraint'
  // structure
  | 'no-root'
  | 'second-root'
  | 'inconsistent-indentation'
  // names
  | 'unknown-name'
  | 'ambiguous-name'
  | 'duplicate-definition'
  | 'shadowed-name'
  | 'renamed-function'
  | 'redundant-reference';

/** `error`: the plan cannot be grown; `warning`: likely a mistake; `hint`: worth knowing. */
export type PlanSeverity = 'error' | 'warning' | 'hint';

/** A change of the text that mends the fault. */
export interface PlanFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** What is wrong, where, and what to write instead. */
export interface PlanDiagnostic {
  readonly code: PlanDiagnosticCode;
  readonly severity: PlanSeverity;
  readonly range: TextRange;
  readonly message: string;
  readonly fixes?: readonly PlanFix[];
  /** Other places that matter, such as the first of two definitions. */
  readonly related?: readonly { readonly range: TextRange; readonly message: string }[];
}

export function inOrder(diagnostics: readonly PlanDiagnostic[]): readonly PlanDiagnostic[] {
  return [...diagnostics].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
}
