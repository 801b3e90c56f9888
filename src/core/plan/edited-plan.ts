import { fail, ok, type Failure, type Result } from '../result.ts';
import type { Task } from '../task.ts';
import type { Contract } from '../contract.ts';
import { diagnose } from './diagnose.ts';
import { planOf, type PlanSource } from './plan-of.ts';
import { printPlan } from './print.ts';

export type EditedPlanFailure = Failure<'plan-has-errors' | 'other-root' | 'target-edited'>;

/**
 * The same task by an edited plan: its target stands in a file, and there its contract stays. What
 * the user said of functions goes on to hold for those that the plan still has.
 *
 * @param before The plan document as it was made for the task.
 */
export function taskByEditedPlan(
  task: Task,
  before: string,
  now: string,
): Result<Task, EditedPlanFailure> {
  const edited = planOf(diagnose(now));
  if (!edited.ok) return edited;
  const { plan, header } = edited.value;
  const { name } = task.contract;
  if (plan.root !== name) {
    return fail({
      reason: 'other-root',
      message: `The plan begins with "${plan.root}", but it is the plan of "${name}".`,
    });
  }
  if (rootOf(edited.value) !== rootOf(planOf(diagnose(before)))) {
    return fail({
      reason: 'target-edited',
      message: `What "${name}" must do is said in its own file. Edit it there, or undo that edit here.`,
    });
  }
  return ok({ ...task, plan: printPlan({ language: task.language, header, plan }) });
}

function rootOf(read: PlanSource | Result<PlanSource, unknown>): string | undefined {
  if ('ok' in read) return read.ok ? rootOf(read.value) : undefined;
  const contract = read.plan.functions.get(read.plan.root)?.contract;
  return contract && signatureAndDescription(contract);
}

function signatureAndDescription({ parameters, returns, description }: Contract): string {
  return JSON.stringify([parameters, returns, description]);
}

/** True where a task's plan becomes a new module: its target is not in a file yet. */
export function isModuleOfPlan({ plan, target }: Task): boolean {
  return plan !== undefined && target.snapshot.text === '';
}
