import { languageOf } from '../languages/languages.ts';
import { fenced } from '../languages/assertion-text.ts';
import { writtenCode } from '../program/written-code.ts';
import type { Task } from '../task.ts';

/** How a function that is written already is grown again. */
export interface Repair {
  readonly task: Task;
  /** Name of the strategy that fits. */
  readonly strategy: 'reflexion' | 'resample';
}

/**
 * The Task that repairs what a function's file has. Where the code fails a trusted example, the
 * failure is shown and repaired from, and the code stays a candidate until something passes. Where
 * it passes all of them, only the problem says that it is wrong: it is no candidate then, and is
 * shown beside the problem.
 */
export function repairOf(task: Task, problem: string, failsExample: boolean): Repair {
  const said = problem.trim();
  if (failsExample) {
    return { task: said === '' ? task : { ...task, instruction: said }, strategy: 'reflexion' };
  }
  const { name } = task.contract;
  const written = writtenCode(task)?.code ?? '';
  const { fence } = languageOf(task.language);
  const instruction = [
    `\`${name}\` is written already, but wrong. ${said}`,
    `Mend that and keep what is right about it:\n${fenced(written, fence)}`,
  ].join('\n');
  return { task: { ...task, instruction }, strategy: 'resample' };
}
