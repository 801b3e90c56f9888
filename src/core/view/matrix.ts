import { isTrusted, type Test } from '../check.ts';
import { isSilent, outcomeKey } from '../outcome.ts';
import type { ResultMatrix } from './event.ts';

/** Whether a candidate passed a test; undefined where it was not run on it. */
export function passedOn(
  { columns, rows }: ResultMatrix,
  candidate: string,
  test: Pick<Test, 'id'>,
): boolean | undefined {
  const index = columns.findIndex(({ check }) => check.id === test.id);
  const result = rows.get(candidate)?.[index];
  return result && result.passed === true;
}

/**
 * What a candidate did on an input, as its outcome's key; undefined where that is not known. An input
 * is the call of a probe or of a generated test: trusted tests gate and tell nobody apart.
 */
export function keyOnCall(
  { columns, rows }: ResultMatrix,
  candidate: string,
  call: string,
): string | undefined {
  const index = columns.findIndex(
    ({ check }) =>
      check.call === call &&
      !('expectation' in check && (isTrusted(check) || check.expectation.kind === 'holds')),
  );
  const outcome = rows.get(candidate)?.[index]?.outcome;
  return outcome === undefined || isSilent(outcome) ? undefined : outcomeKey(outcome);
}
