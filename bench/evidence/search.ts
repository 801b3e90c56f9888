import { captureNamed } from '../../src/core/capture/capture.ts';
import { Engine } from '../../src/core/engine/engine.ts';
import type { Parser, Runner } from '../../src/core/ports.ts';
import { selectors } from '../../src/core/selectors/index.ts';
import { defaultSettings, type RunSettings } from '../../src/core/settings.ts';
import { strategies } from '../../src/core/strategies/index.ts';
import type { Task } from '../../src/core/task.ts';
import { levelOf, type VerdictLevel } from '../../src/core/verdict.ts';
import { systemClock } from '../../src/node/clock.ts';
import { sha256 } from '../../src/node/hash.ts';
import { MemoryStore } from '../../test/support/memory-store.ts';
import type { EvidenceTask } from './data.ts';
import { RecordedAnswers } from './recorded-answers.ts';

/** What a search came to. */
export interface Searched {
  readonly task: string;
  /** Whether what it chose is right; undefined where it chose nothing. */
  readonly right: boolean | undefined;
  readonly level: VerdictLevel | '';
  readonly why: string;
  /** Programs that the model gave. */
  readonly samples: number;
  readonly requests: number;
}

export interface SearchParts {
  readonly runner: Runner;
  readonly parser: Parser;
}

/** The default search as it is. */
export const sequential: RunSettings = { ...defaultSettings, budget: {} };

/** A choice among `samples` programs that are all there at once. */
export function choiceAmong(samples: number): RunSettings {
  return { ...sequential, samples, adaptive: false, depth: 0 };
}

/** Searches once, with the task's programs in an order by seed. */
export async function search(
  given: EvidenceTask,
  settings: RunSettings,
  order: number,
  { runner, parser }: SearchParts,
): Promise<Searched> {
  const model = new RecordedAnswers(given, `${given.id}/${order}`);
  const engine = new Engine({
    model,
    runner,
    parser,
    store: new MemoryStore(),
    clock: systemClock,
    hash: sha256,
    strategies,
    selectors,
    version: 'bench',
  });
  const task = await taskOf(given, parser);
  const ended = await engine.start(task, settings, { signal: new AbortController().signal });
  if (!ended.ok) throw new Error(`${given.id}: ${ended.error.message}`);
  const { solution } = ended.value;
  const origin = solution?.functions[0]?.candidate.origin;
  const answer = origin && model.given(origin.action, origin.sample);
  return {
    task: given.id,
    right: answer?.right,
    level: levelOf(solution),
    why: solution?.verdict?.why ?? ended.value.message ?? '',
    samples: model.samples,
    requests: model.requests,
  };
}

/** The function as the product captures it. */
export async function taskOf({ id, name, text }: EvidenceTask, parser: Parser): Promise<Task> {
  const snapshot = { uri: `file:///${name}.py`, languageId: 'python', version: 1, text } as const;
  const task = await captureNamed(snapshot, name, parser);
  if (!task.ok) throw new Error(`${id}: ${task.error.message}`);
  return task.value;
}
