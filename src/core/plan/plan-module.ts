import type { Solution } from '../solution.ts';
import { assembleProgram } from '../program/assemble.ts';
import type { Parser } from '../ports.ts';
import type { Task } from '../task.ts';

/**
 * The module that a grown plan becomes: imports, helpers, the root last. Undefined where the run
 * found no implementation of the root.
 */
export async function moduleOfSolution(
  task: Task,
  solution: Solution,
  parser: Parser,
): Promise<string | undefined> {
  const [root, ...helpers] = solution.functions;
  if (root === undefined) return undefined;
  const assembly = {
    task,
    part: root.candidate,
    isTarget: true,
    helpers: helpers.map(({ candidate }) => candidate).toReversed(),
    reserved: solution.functions.map(({ contract }) => contract.name),
  };
  return assembleProgram(assembly, parser);
}
