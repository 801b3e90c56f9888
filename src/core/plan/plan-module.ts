import type { Solution } from '../solution.ts';
import { assembleProgram } from '../program/assemble.ts';
import type { Task } from '../task.ts';

/**
 * The module that a grown plan becomes: imports, helpers, the root last. Undefined where the run
 * found no implementation of the root.
 */
export function moduleOfSolution(task: Task, solution: Solution): string | undefined {
  const [root, ...helpers] = solution.functions;
  if (root === undefined) return undefined;
  return assembleProgram({
    task,
    part: root.candidate,
    isTarget: true,
    helpers: helpers.map(({ candidate }) => candidate).toReversed(),
    reserved: solution.functions.map(({ contract }) => contract.name),
  });
}
