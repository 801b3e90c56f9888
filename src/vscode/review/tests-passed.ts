import type { Test } from '../../core/check.ts';
import type { RunView } from '../../core/view/view.ts';
import { passedOn } from '../../core/view/matrix.ts';

/** The tests that the chosen candidate of a run's target passed; none where that is not known. */
export function testsPassed({ root, nodes }: RunView): readonly Test[] {
  const node = root === undefined ? undefined : nodes.get(root);
  const { selected, matrix } = node ?? {};
  if (selected === undefined || matrix === undefined) return [];
  return matrix.columns.flatMap(({ check }) =>
    'expectation' in check && passedOn(matrix, selected, check) === true ? [check] : [],
  );
}
