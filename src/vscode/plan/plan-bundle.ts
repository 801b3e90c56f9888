/** What `plan-language.cjs` exports: everything that knows plans, loaded when the first one is met. */
export { diagnose } from '../../core/plan/diagnose.ts';
export { taskByEditedPlan } from '../../core/plan/edited-plan.ts';
export { documentOfRun } from '../../core/plan/plan-of-run.ts';
export { taskOfPlan } from '../../core/plan/plan-task.ts';
export { registerPlanLanguage } from './register-plan-language.ts';
