import { writtenOperator } from '../program/written-code.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import { passesGate, resultKey } from './judge.ts';

/**
 * Mean share of its rivals that give the same as `entry`, over the calls on which it gave
 * something, 0..1; undefined where there is no rival, or no such call.
 *
 * A rival is another candidate that could have been chosen in its place: it passes the trusted tests
 * where `entry` does, and is not the file's own code, which a repair is to replace. Whoever failed
 * them was refused, and so is no dissenter.
 */
export function behaviourShare(board: Board, entry: Entry): number | undefined {
  const gate = passesGate(entry, board);
  const rivals = board.entries.filter(
    (one) => one === entry || (!isOriginal(one) && (!gate || passesGate(one, board))),
  );
  const others = rivals.reduce((sum, { members }) => sum + members.length, -1);
  const keys = board.calls.flatMap(({ id }) => {
    const key = resultKey(entry, id);
    return key === undefined ? [] : [{ id, key }];
  });
  if (others < 1 || keys.length === 0) return undefined;
  const alike = keys.map(({ id, key }) =>
    rivals.reduce((sum, one) => (resultKey(one, id) === key ? sum + one.members.length : sum), -1),
  );
  return alike.reduce((sum, count) => sum + count, 0) / (alike.length * others);
}

/** Whether nobody wrote it in this run: it is what the file has. */
function isOriginal({ members }: Entry): boolean {
  return members.every(({ origin }) => origin.operator === writtenOperator);
}
