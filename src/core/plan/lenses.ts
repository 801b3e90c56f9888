import type { TextRange } from '../text.ts';
import type { Diagnosis } from './diagnose.ts';

/** A lens above a function of a plan document. */
export interface PlanLens {
  readonly kind: 'grow-plan' | 'grow-function';
  /** Name of the function as the plan has it. */
  readonly name: string;
  /** The name in the document. */
  readonly range: TextRange;
}

/** `Grow this plan` on the root and `Grow` on every other function; none while the plan has errors. */
export function lensesOf(diagnosis: Diagnosis): readonly PlanLens[] {
  const { document, names, diagnostics } = diagnosis;
  if (diagnostics.some(({ severity }) => severity === 'error')) return [];
  return document.definitions.map((definition): PlanLens => {
    const name = names.unique.get(definition) ?? definition.name.text;
    const { range } = definition.name;
    return { kind: definition.depth === 0 ? 'grow-plan' : 'grow-function', name, range };
  });
}
