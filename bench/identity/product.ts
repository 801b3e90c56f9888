import { captureNamed, captureTask } from '../../src/core/capture/capture.ts';
import { findFunctions, type FunctionPlace } from '../../src/core/capture/find-functions.ts';
import { sample } from '../../src/core/operators/sample.ts';
import { acceptedSet } from '../../src/core/patch/accepted-set.ts';
import { hunksOf, type PatchHunk } from '../../src/core/patch/patch-hunks.ts';
import { patchFor, type Patch } from '../../src/core/patch/patch.ts';
import type { Parser } from '../../src/core/ports.ts';
import { replacementFor } from '../../src/core/program/replacement.ts';
import { fail, ok, type Failure, type Result } from '../../src/core/result.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { candidateOf } from '../../src/core/strategies/candidates.ts';
import { implementInput, targetJob } from '../../src/core/strategies/job.ts';
import type { Task } from '../../src/core/task.ts';
import type { Snapshot } from '../../src/core/text.ts';

export type ProductFailure = Failure<'not-captured' | 'not-read' | 'refused' | 'accept'>;

/**
 * The function whose name stands at an offset, captured as the product does: by its name where that
 * is enough, as on the command line, and else by the place of the cursor.
 */
export async function captureAt(
  snapshot: Snapshot,
  nameAt: number,
  parser: Parser,
): Promise<Result<Task, ProductFailure>> {
  const places = await findFunctions(snapshot, parser);
  const place = places.find((each) => each.nameAt === nameAt);
  if (!place) return fail({ reason: 'not-captured', message: 'not in the list of functions' });
  const { qualifiedName, range } = place;
  const captured = isOnly(place, places)
    ? await captureNamed(snapshot, qualifiedName, parser)
    : await captureTask(snapshot, nameAt, parser);
  if (!captured.ok) return fail({ reason: 'not-captured', message: captured.error.reason });
  const { target } = captured.value;
  if (target.range.start === range.start && target.range.end === range.end) return captured;
  return fail({ reason: 'not-captured', message: `captured ${target.qualifiedName} instead` });
}

function isOnly({ qualifiedName }: FunctionPlace, places: readonly FunctionPlace[]): boolean {
  return places.filter((each) => each.qualifiedName === qualifiedName).length === 1;
}

/** The change that a model's answer comes to where nothing was run, and its hunks. */
export interface Change {
  readonly patch: Patch;
  readonly hunks: readonly PatchHunk[];
}

/** The file after Accept. */
export async function fileAfter(
  task: Task,
  answer: string,
  parser: Parser,
): Promise<Result<string, ProductFailure>> {
  const change = await changeBy(task, answer, parser);
  if (!change.ok) return change;
  const { patch, hunks } = change.value;
  const accepted = acceptedSet(patch, hunks, new Set());
  if (accepted.text === patch.after) return ok(accepted.text);
  return fail({ reason: 'accept', message: 'the hunks together are not the patch' });
}

export async function changeBy(
  task: Task,
  answer: string,
  parser: Parser,
): Promise<Result<Change, ProductFailure>> {
  const input = implementInput({ task, settings: defaultSettings }, targetJob(task), 1);
  const usage = { promptTokens: 0, completionTokens: 0, estimated: true };
  const samples = [{ text: answer, finish: 'stop' as const }];
  const reply = { samples, usage, model: 'bench', notices: [] };
  const [implementation] = await sample.parse(reply, input, { parser });
  if (!implementation) return fail({ reason: 'not-read', message: 'no candidate' });
  const asked = { action: 'bench', model: 'bench', promptHash: '', tokensPerSample: 0 };
  const { contract } = task;
  const candidate = candidateOf(
    { ...asked, output: undefined },
    implementation,
    0,
    contract.name,
    sample.name,
    input,
  );
  const solved = { contract, candidate, evidence: [], accepted: true };
  const replacement = await replacementFor(task, [solved], parser);
  if (!replacement) return fail({ reason: 'refused', message: 'no replacement' });
  const patch = await patchFor(task, replacement, task.target.snapshot, parser);
  if (!patch.ok) return fail({ reason: 'refused', message: patch.error.reason });
  return ok({ patch: patch.value, hunks: await hunksOf(patch.value, parser) });
}
