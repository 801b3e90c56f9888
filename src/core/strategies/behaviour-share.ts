import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import { resultKey } from './judge.ts';

/**
 * Mean share of the other candidates that give the same as `entry`, over the calls on which it gave
 * something, 0..1; undefined where there is no other, or no such call.
 */
export function behaviourShare(board: Board, entry: Entry): number | undefined {
  const others = board.candidates.length - 1;
  const keys = board.calls.flatMap(({ id }) => {
    const key = resultKey(entry, id);
    return key === undefined ? [] : [{ id, key }];
  });
  if (others < 1 || keys.length === 0) return undefined;
  const alike = keys.map(({ id, key }) =>
    board.entries.reduce(
      (sum, one) => (resultKey(one, id) === key ? sum + one.members.length : sum),
      -1,
    ),
  );
  return alike.reduce((sum, count) => sum + count, 0) / (alike.length * others);
}
