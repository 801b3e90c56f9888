import { verify, type VerifiedExample } from '../core/repair/verify.ts';
import type { CancelSignal, Runner, Parser } from '../core/ports.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { writtenCode } from '../core/program/written-code.ts';
import { givenCode } from '../core/repair/given-code.ts';
import { repairOf } from '../core/repair/repair-task.ts';
import type { Task } from '../core/task.ts';
import type { FoundRepair, VerifyFailure } from './coppice.ts';

/** Runs what a target's file has, or code given for it, on its trusted examples. */
export async function verifyCode(
  task: Task,
  code: string | undefined,
  { runner, parser }: { readonly runner: Runner; readonly parser: Parser },
  signal: CancelSignal,
): Promise<Result<readonly VerifiedExample[], VerifyFailure>> {
  const candidate = code === undefined ? writtenCode(task) : await givenCode(task, code, parser);
  if (candidate) return verify(task, candidate, runner, signal);
  const { name } = task.contract;
  const message =
    code === undefined
      ? `${name} is not written yet. Grow it first.`
      : `The code does not hold the function ${name}.`;
  return fail({ reason: 'no-code', message });
}

/** How a target that is written already is to be grown again. */
export async function findRepair(
  task: Task,
  problem: string,
  ports: Parameters<typeof verifyCode>[2],
  signal: CancelSignal,
): Promise<Result<FoundRepair, VerifyFailure>> {
  const verified = await verifyCode(task, undefined, ports, signal);
  if (!verified.ok) return verified;
  const failing = verified.value.filter(({ passed }) => !passed);
  return ok({ ...repairOf(task, problem, failing.length > 0), failing });
}
