import { checkConstraints } from './check-constraints.ts';
import { checkStructure } from './check-structure.ts';
import { inOrder, type PlanDiagnostic } from './diagnostic.ts';
import { readPlan } from './read.ts';
import { resolveNames, type Names } from './resolve.ts';
import type { PlanDocument } from './syntax.ts';

/** A document, what its names mean, and all that is wrong with it. */
export interface Diagnosis {
  readonly document: PlanDocument;
  readonly names: Names;
  readonly diagnostics: readonly PlanDiagnostic[];
}

/** Reads a plan document and checks it. Pure, total, and linear in the text but for deep nesting. */
export function diagnose(text: string): Diagnosis {
  const { document, diagnostics } = readPlan(text);
  const names = resolveNames(document);
  return {
    document,
    names,
    diagnostics: inOrder([
      ...diagnostics,
      ...names.diagnostics,
      ...checkStructure(document),
      ...checkConstraints(document),
    ]),
  };
}
