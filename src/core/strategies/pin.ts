import type { Candidate } from '../candidate.ts';
import type { Evidence } from '../evidence.ts';
import { report, type Routine } from '../engine/step.ts';
import type { Ranking } from '../selectors/selector.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import type { Job } from './job.ts';
import { hasPassed, judge } from './judge.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/**
 * Brings the candidate that the user pinned to the top. Everything before went on as if nothing were
 * pinned, so that the same answers fit with and without it.
 */
export function* withPinned(
  context: StrategyContext,
  job: Job,
  board: Board,
  first: Ranking,
): Routine<Ranking> {
  const { pinned, node } = job;
  if (pinned === undefined) return first;
  let ranking = first;
  if (memberLike(board, pinned) === undefined) {
    const own = withFreeId(board, pinned);
    yield* board.add(own);
    yield* report({ type: 'candidate', node, candidate: own });
    ranking = yield* judge(context, job, board);
  }
  return pinnedFirst(ranking, job, board);
}

/** A ranking with the pinned candidate before all others. */
export function pinnedFirst(ranking: Ranking, { pinned }: Job, board: Board): Ranking {
  const entry = pinned && memberLike(board, pinned)?.entry;
  if (entry === undefined) return ranking;
  const isPinned = ({ candidate }: Ranking['order'][number]) => candidate === entry.candidate.id;
  const order = [
    ...ranking.order.filter(isPinned),
    ...ranking.order.filter((each) => !isPinned(each)),
  ];
  return { ...ranking, order };
}

/** The pinned candidate as it stands on the board, and whether anything speaks against it. */
export interface PinnedStanding {
  readonly candidate: Candidate;
  readonly evidence: Evidence;
  /** It was run on tests and passed every one. */
  readonly passesAll: boolean;
}

/** Undefined where nothing is pinned. `chosen`: what the search itself put first. */
export function pinnedStanding(
  { pinned }: Job,
  board: Board,
  chosen: string | undefined,
): PinnedStanding | undefined {
  const found = pinned && memberLike(board, pinned);
  if (found === undefined) return undefined;
  const { entry, member } = found;
  const tests = [...board.trusted, ...board.voting];
  const passedBy = (one: Entry) => tests.filter(({ id }) => hasPassed(one, id)).length;
  const passed = passedBy(entry);
  const of = tests.length === 1 ? '1 test' : `${tests.length} tests`;
  const said =
    tests.length === 0
      ? 'Pinned by you; there was no test to run it on.'
      : `Pinned by you; passes ${passed} of ${of}.`;
  const other = chosen === undefined ? undefined : board.entry(chosen);
  const instead =
    other === undefined || other === entry || tests.length === 0
      ? ''
      : ` The search would have chosen another one, which passes ${passedBy(other)}.`;
  return {
    candidate: member,
    evidence: { source: 'user', weight: 1, note: said + instead },
    passesAll: tests.length > 0 && passed === tests.length,
  };
}

/** Ids may come again with other code where requests have changed: only the same code is the same. */
function memberLike(
  board: Board,
  { id, code }: Candidate,
): { readonly entry: Entry; readonly member: Candidate } | undefined {
  for (const entry of board.entries) {
    const member = entry.members.find(
      (each) => (each.id === id || each.id === pinnedId(id)) && each.code === code,
    );
    if (member !== undefined) return { entry, member };
  }
  return undefined;
}

function withFreeId(board: Board, candidate: Candidate): Candidate {
  const taken = board.candidates.some(({ id }) => id === candidate.id);
  return taken ? { ...candidate, id: pinnedId(candidate.id) } : candidate;
}

function pinnedId(id: string): string {
  return `${id}/pinned`;
}
