import { languageOf } from '../languages/languages.ts';
import { assertionText } from '../languages/assertion-text.ts';
import { all, report, type Routine } from '../engine/step.ts';
import { isSilent } from '../outcome.ts';
import { refine, type SeenFailure } from '../operators/refine.ts';
import type { Ranking } from '../selectors/selector.ts';
import type { Board } from './board.ts';
import { hasWorked, type Entry } from './entry.ts';
import { askCandidates, type Sampled } from './candidates.ts';
import { describeOutcome } from '../languages/describe.ts';
import { implementInput, type Job } from './job.ts';
import { hasPassed, judge, passesGate, readings } from './judge.ts';
import { lackedModule } from './lacked-module.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/** Clusters whose best is repaired in each round. */
const clusters = 3;
/** Failed tests shown to the model. */
const shownFailures = 3;

/**
 * Repairs the best of each cluster from what it failed, in rounds, until a candidate passes the
 * gate: repairing one reading alone would put all on it being nearly right.
 */
export function* repair(
  context: StrategyContext,
  job: Job,
  board: Board,
  first: Ranking,
): Routine<Ranking> {
  let ranking = first;
  const lacked = needsRepair(board) ? lackedModule(board, context.task) : undefined;
  if (lacked !== undefined) {
    const note = `No candidate can be run: the file imports ${lacked}, which programs in the sandbox do not have. Repairs were left out.`;
    yield* report({ type: 'note', node: job.node, note });
    return first;
  }
  for (let round = 0; round < context.settings.repairs && needsRepair(board); round++) {
    const broken = readings(board, ranking, clusters);
    if (broken.length === 0) break;
    const note = `Nothing passes the trusted examples: repair ${round + 1} of ${context.settings.repairs}.`;
    yield* report({
      type: 'state',
      node: job.node,
      state: 'sampling',
      note,
      wanted: broken.length,
    });
    const answers = yield* all(
      broken.map((entry, index) => ({
        label: `repair-${index + 1}`,
        routine: repairOne(context, job, board, entry),
      })),
    );
    const repaired = answers.flatMap(({ candidates }) => candidates);
    const fresh = yield* board.add(...repaired);
    if (fresh.length === 0) break;
    ranking = yield* judge(context, job, board);
  }
  return ranking;
}

/** True where there are candidates and none passes the gate, or none of them works at all. */
function needsRepair(board: Board): boolean {
  return !board.entries.some((entry) => passesGate(entry, board) && hasRun(entry));
}

function hasRun(entry: Entry): boolean {
  return entry.results.size === 0 || hasWorked(entry);
}

function* repairOne(
  context: StrategyContext,
  job: Job,
  board: Board,
  entry: Entry,
): Routine<Sampled> {
  const { candidate } = entry;
  return yield* askCandidates(job.node, job.subject.contract.name, refine, {
    ...implementInput(context, job, 1),
    code: [...candidate.imports, ...(candidate.beside ?? []), candidate.code].join('\n\n'),
    failures: failuresOf(entry, board, context),
  });
}

function failuresOf(entry: Entry, board: Board, { task }: StrategyContext): readonly SeenFailure[] {
  const language = languageOf(task.language);
  const failed = [...board.trusted, ...board.voting].filter(({ id }) => !hasPassed(entry, id));
  if (failed.length === 0) {
    const outcome = [...entry.results.values()].find((result) => isSilent(result.outcome))?.outcome;
    const happened = outcome && describeOutcome(outcome, task.language);
    return happened === undefined ? [] : [{ assertion: board.entryName, happened }];
  }
  return failed.slice(0, shownFailures).flatMap((test) => {
    const outcome = entry.results.get(test.id)?.outcome;
    if (outcome === undefined) return [];
    const happened = describeOutcome(outcome, task.language);
    return [{ assertion: assertionText(test, language), happened }];
  });
}
