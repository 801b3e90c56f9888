import type { RunView } from '../view/view.ts';
import type { LanguageId } from '../text.ts';
import type { Plan, PlannedFunction } from '../contract.ts';
import { diagnose } from './diagnose.ts';
import { planOf } from './plan-of.ts';
import { printPlan } from './print.ts';
import type { Task } from '../task.ts';

/** What is known of a run whose plan is asked for. */
export interface PlannedRun {
  readonly view: RunView;
  readonly language: LanguageId;
  /** The task it was started with; its plan document's header is kept. */
  readonly task?: Pick<Task, 'plan'>;
  /** The plan of its Solution: unlike the view, it knows recursion. Absent while the run goes on. */
  readonly plan?: Plan;
}

/** The plan of any run as a document of the plan language. */
export function documentOfRun({ view, language, task, plan }: PlannedRun): string {
  const given = task?.plan === undefined ? undefined : planOf(diagnose(task.plan));
  const header = given?.ok === true ? given.value.header : [];
  return printPlan({ language, header, plan: plan ?? planOfView(view) });
}

/** The plan that a run's view shows. */
export function planOfView(view: RunView): Plan {
  const functions = new Map<string, PlannedFunction>();
  for (const node of view.nodes.values()) {
    const { contract, children, sharedWith } = node;
    if (sharedWith !== undefined || functions.has(contract.name)) continue;
    const calls = children.flatMap((path) => view.nodes.get(path)?.contract.name ?? []);
    functions.set(contract.name, { contract, calls: [...new Set(calls)] });
  }
  const root = view.root === undefined ? undefined : view.nodes.get(view.root)?.contract.name;
  return { root: root ?? [...functions.keys()][0] ?? '', functions };
}
