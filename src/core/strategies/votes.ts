import type { Routine } from '../engine/step.ts';
import type { Board } from './board.ts';
import type { Job } from './job.ts';
import type { StrategyContext } from './strategy.ts';

export function* earnVotes(_context: StrategyContext, _job: Job, _board: Board): Routine<void> {
  return;
}
