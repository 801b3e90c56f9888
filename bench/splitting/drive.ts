import type { Parser, Runner } from '../../src/core/ports.ts';
import type { Routine } from '../../src/core/engine/step.ts';

/** What a routine needs that asks no model. */
export interface Driver {
  readonly runner: Runner;
  readonly parser: Parser;
}

const signal = new AbortController().signal;

/** Drives a routine whose only steps are runs and computations. */
export async function drive<T>(routine: Routine<T>, { runner, parser }: Driver): Promise<T> {
  let turn = routine.next();
  while (turn.done !== true) {
    const step = turn.value;
    if (step.kind === 'run') {
      const reply = await runner.run(step.request, { signal });
      if (!reply.ok) throw new Error(reply.error.message);
      turn = routine.next(reply.value);
    } else if (step.kind === 'derive') {
      turn = routine.next(await step.compute({ parser }));
    } else throw new Error(`A search without a model came to a step ${step.kind}.`);
  }
  return turn.value;
}
