import { captureAt } from '../capture/capture.ts';
import { codeOfCheck, type Probe, type Test } from '../check.ts';
import { applyEdits } from '../apply-edits.ts';
import { patchFor, type Patch } from '../patch/patch.ts';
import type { Parser } from '../ports.ts';
import { assembleProgram } from '../program/assemble.ts';
import { replacementFor } from '../program/replacement.ts';
import { codeInFile } from '../program/written-code.ts';
import { fail, ok, type Failure, type Result } from '../result.ts';
import type { Solution } from '../solution.ts';
import type { Task } from '../task.ts';
import type { Snapshot } from '../text.ts';

/** The file as it will be, or why it cannot be made. */
export type FileMade = Result<Snapshot & { readonly targetAt: number }, Failure<'not-made'>>;

/** The module that was run: the target's candidate with the helpers of the plan. */
export async function chosenProgram(
  task: Task,
  { functions }: Solution,
  checks: readonly (Probe | Test)[],
  parser: Parser,
): Promise<string> {
  const [root, ...helpers] = functions.map(({ candidate }) => candidate);
  if (root === undefined) throw new Error('A solution without functions has no program.');
  const names = functions.map(({ contract }) => contract.name);
  const assembly = {
    task,
    part: root,
    isTarget: true,
    helpers: helpers.toReversed(),
    checks: checks.map(codeOfCheck),
    reserved: [...names, ...task.context.moduleNames],
  };
  return assembleProgram(assembly, parser);
}

/** The target's file as it is once the whole solution is accepted, made as accepting makes it. */
export async function fileAfter(task: Task, solution: Solution, parser: Parser): Promise<FileMade> {
  const { snapshot } = task.target;
  const replacement = await replacementFor(task, solution.functions, parser);
  const patch = replacement && (await patchFor(task, replacement, snapshot, parser));
  if (!patch) return fail({ reason: 'not-made', message: 'there is nothing to put into it' });
  if (!patch.ok) return fail({ reason: 'not-made', message: patch.error.message });
  return ok({ ...snapshot, text: patch.value.after, targetAt: targetIn(patch.value) });
}

/** Where the target begins once all parts of a patch are in the file. */
function targetIn({ snapshot, target, targetPart, parts }: Patch): number {
  const others = parts.flatMap(({ name, edits }) => (name === targetPart ? [] : edits));
  const above = others.filter(({ range }) => range.end <= target.start);
  return applyEdits(snapshot.text.slice(0, target.start), above).length;
}

/**
 * The program of the target as a file has it, cut from that file's text by what cut the candidates'
 * programs: nothing of it is taken from a candidate.
 *
 * @param task What was asked; what its programs could import of the workspace is the same.
 */
export async function programInFile(
  task: Task,
  file: Snapshot & { readonly targetAt: number },
  checks: readonly (Probe | Test)[],
  parser: Parser,
): Promise<Result<string, Failure<'not-made'>>> {
  const { modules } = task.scaffold;
  const found = await captureAt(file, file.targetAt, parser, {
    ...(task.instruction === undefined ? {} : { instruction: task.instruction }),
    ...(modules ? { modules } : {}),
  });
  if (!found.ok) return fail({ reason: 'not-made', message: found.error.message });
  const inFile = found.value;
  const { qualifiedName } = task.target;
  if (inFile.target.qualifiedName !== qualifiedName) {
    const message = `${inFile.target.qualifiedName} stands where ${qualifiedName} should`;
    return fail({ reason: 'not-made', message });
  }
  const { ofTests } = task.scaffold;
  const assembly = {
    // What checks need beside the file's names was found in modules that are not read again.
    task: { ...inFile, scaffold: { ...inFile.scaffold, ...(ofTests ? { ofTests } : {}) } },
    part: codeInFile(inFile),
    isTarget: true,
    helpers: [],
    checks: checks.map(codeOfCheck),
    reserved: inFile.context.moduleNames,
  };
  return ok(await assembleProgram(assembly, parser));
}

/** A function of a plan document stands in no file: the module that it becomes is the program itself. */
export function standsInFile({ target, plan }: Task): boolean {
  return plan === undefined || target.snapshot.text !== '';
}
