import type { Test } from '../check.ts';
import { report, run, type Routine } from '../engine/step.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import type { Outcome } from '../outcome.ts';
import type { Board } from './board.ts';
import type { Job } from './job.ts';
import { isInProgram } from './told-examples.ts';

/** Tests that are run on every candidate. */
const mostCases = 24;

/** What the test needs is not to be had here: that says nothing of the function. */
function lacksModule(outcome: Outcome | undefined): boolean {
  return (
    outcome?.kind === 'exception' &&
    /^(?:ImportError|ModuleNotFoundError|NameError|ReferenceError)$/.test(outcome.type)
  );
}

/** Wall time of a test where the function is not written, in ms. */
const stubMs = 500;

/**
 * Sets tests of the project aside that do not reach the function: they pass where it is not written. What
 * they say is of something else.
 */
export function* measureCases({ task }: StrategyContext, job: Job, board: Board): Routine<void> {
  const cases = board.unmeasuredCases;
  if (cases.length === 0 || board.entries.length === 0) return;
  const reply = yield* run(job.node, 'cases', {
    language: task.language,
    programs: [{ id: 'stub', source: yield* board.stubFor(cases), entry: job.entryName }],
    checks: cases,
    limits: { callMs: stubMs },
  });
  const resultOf = (at: number) => reply.results[0]?.[at];
  const idle = cases.filter((_, at) => resultOf(at)?.passed === true);
  const lacking = cases.filter(
    (test, at) => isInProgram(test) && lacksModule(resultOf(at)?.outcome),
  );
  const rest = cases.filter((test) => isInProgram(test) && ![...idle, ...lacking].includes(test));
  const gone = new Set([...idle, ...lacking, ...rest.slice(mostCases)].map(({ id }) => id));
  // What is judged apart is the same test.
  const isGone = ({ id }: Test) => gone.has(id) || gone.has(id.replace(/-apart$/, ''));
  const stubs = new Map(cases.map((test, at) => [test, resultOf(at)?.outcome]));
  board.measureCases(stubs, cases.filter(isGone));
  if (idle.length === 0) return;
  const count = idle.filter(isInProgram).length;
  const note = `Tests of the project that do not reach it are left out: ${count}.`;
  yield* report({ type: 'note', node: job.node, note });
}
