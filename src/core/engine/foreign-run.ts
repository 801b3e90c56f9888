/** Runs whose journals this machine did not write, or not as they are: shown, judged again, never believed. */
import type { Test } from '../check.ts';
import type { Task } from '../task.ts';

/** Said where such a run is shown or taken over from. */
export const foreignText =
  'The journal of this run was not written on this machine, or was changed since, or is of a version that put no mark into journals: it is shown, and proves nothing.';

/** Why it is not gone on with. */
export const foreignIsOver = `${foreignText} Grow the function again to judge it here: of the old run only what models answered is taken over, where it still fits, and run again.`;

/**
 * Its task, to be judged again here: its examples are what somebody says and count as described ones, which
 * vote and decide nothing. What it says that the user said or chose is left out.
 */
export function taskToJudgeAnew(task: Task): Task {
  const told = task.examples.map((test): Test => ({ ...test, source: 'described' }));
  const judged: { -readonly [Field in keyof Task]: Task[Field] } = {
    ...task,
    examples: [],
    contract: { ...task.contract, examples: [] },
    described: [...told, ...(task.described ?? [])],
  };
  delete judged.steering;
  return judged;
}
