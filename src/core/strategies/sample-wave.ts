import { all, type Routine } from '../engine/step.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { sample } from '../operators/sample.ts';
import type { Board } from './board.ts';
import { askCandidates, type Sampled } from './candidates.ts';
import { hasWorked } from './entry.ts';
import { implementInput, type Job } from './job.ts';
import { passesGate } from './judge.ts';
import { dealt, type TrackRecord } from './pool.ts';

/** Samples of one model, or of several side by side: each gets what the records of the board speak for. */
export function* sampleWave(
  context: StrategyContext,
  job: Job,
  size: number,
  board: Board,
): Routine<Sampled> {
  if (size < 1) return { candidates: [] };
  const { name } = job.subject.contract;
  const asking = (samples: number, model?: string) =>
    askCandidates(job.node, name, sample, implementInput(context, job, samples), model);
  const { pool = [] } = context.settings;
  if (pool.length < 2) return yield* asking(size);
  const random = context.random.fork(`pool ${job.node} ${board.candidates.length}`);
  const shares = dealt(pool, recordsOf(board), size, random);
  const waves = yield* all(
    shares.map(({ model, samples }) => ({
      label: `of ${pool.indexOf(model) + 1}`,
      routine: asking(samples, model),
      share: samples,
    })),
  );
  const failure = waves.find((wave) => wave.failure !== undefined)?.failure;
  return {
    candidates: waves.flatMap((wave) => wave.candidates),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** What became of the candidates of each model. */
function recordsOf(board: Board): ReadonlyMap<string, TrackRecord> {
  const records = new Map<string, TrackRecord>();
  for (const entry of board.entries) {
    const survived = hasWorked(entry) && passesGate(entry, board);
    for (const { origin } of entry.members) {
      const before = records.get(origin.model) ?? { survived: 0, failed: 0 };
      records.set(origin.model, {
        survived: before.survived + (survived ? 1 : 0),
        failed: before.failed + (survived ? 0 : 1),
      });
    }
  }
  return records;
}
