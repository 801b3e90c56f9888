import type { TestStrength, Test } from '../check.ts';
import type { Solution } from '../solution.ts';
import { keyOnCall, passedOn } from '../view/matrix.ts';
import type { RunView } from '../view/view.ts';

/** A test of a run that is worth keeping in the project. */
export interface KeptTest {
  readonly test: Test;
  /** Absent for an example that the user gave by an answer. */
  readonly strength?: TestStrength;
  /** What the winner did on its call, as an outcome's key; absent where it is not known. */
  readonly outcome?: string;
}

/**
 * The tests of a target that a project gains from: generated ones that failed where they must and
 * that the winner passes, and the user's own answers. Examples of its doc and its tests are there already.
 */
export function keptTests(
  solution: Pick<Solution, 'functions' | 'strengths'>,
  view: Pick<RunView, 'root' | 'nodes'>,
): readonly KeptTest[] {
  const node = view.root === undefined ? undefined : view.nodes.get(view.root);
  const winner = solution.functions[0]?.candidate.id;
  if (!node || winner === undefined) return [];
  const { matrix } = node;
  if (!matrix) return [];
  return node.tests.flatMap((test): KeptTest[] => {
    if (passedOn(matrix, winner, test) !== true) return [];
    const outcome = keyOnCall(matrix, winner, test.call);
    const known = outcome === undefined ? {} : { outcome };
    if (test.source === 'user') return [{ test, ...known }];
    const strength = solution.strengths?.[test.id];
    if (test.source !== 'generated' || !strength || strength.failed === 0) return [];
    return [{ test, strength, ...known }];
  });
}

/** Where tests come from and what they were measured on, in one line. */
export function sourceLine(kept: readonly KeptTest[], name: string, docName: string): string {
  const answers = kept.filter(({ test }) => test.source === 'user').length;
  const strengths = kept.flatMap(({ strength }) => strength ?? []);
  const from: string[] = [];
  if (strengths.length > 0) from.push(`the ${docName} of ${name}`);
  if (answers > 0)
    from.push(answers === 1 ? 'one answered question' : `${answers} answered questions`);
  const line = `Written by Coppice from ${from.join(' and ')}`;
  if (strengths.length === 0) return `${line}.`;
  const who =
    strengths.length === 1
      ? answers > 0
        ? 'the other'
        : 'it'
      : answers > 0
        ? 'each of the others'
        : 'each';
  const stub = strengths.every(({ stub: failed }) => failed) ? 'on a stub and ' : '';
  return `${line}; ${who} failed ${stub}on ${shareOf(strengths)} mutants.`;
}

/** `3 to 12 of 12`. Tests that were measured apart were measured on the same mutants. */
function shareOf(strengths: readonly TestStrength[]): string {
  const least = Math.min(...strengths.map(({ failed }) => failed));
  const most = Math.max(...strengths.map(({ failed }) => failed));
  const of = Math.max(...strengths.map(({ mutants }) => mutants));
  return `${least === most ? least : `${least} to ${most}`} of ${of}`;
}
