import { isModuleOfPlan } from '../../core/plan/edited-plan.ts';
import { nodeOf, type PlanElement, type PlanRun } from './plan-element.ts';

/** Whether a helper goes into the file with the result. */
export interface RowChoice {
  /** The helper's name, which is also the key of its hunk. */
  readonly name: string;
  readonly isTaken: boolean;
}

/** The choice that a row offers: one for each helper of a result that waits for the user's word. */
export function choiceOf(
  run: PlanRun,
  element: PlanElement,
  leftOut: ReadonlySet<string>,
): RowChoice | undefined {
  if (element.kind !== 'function' || !run.isWaiting || isModuleOfPlan(run.task)) return undefined;
  const name = nodeOf(run, element)?.contract.name;
  const helpers = run.solution?.functions.slice(1) ?? [];
  if (name === undefined || !helpers.some(({ contract }) => contract.name === name))
    return undefined;
  return { name, isTaken: !leftOut.has(name) };
}
