import type { Parser, Runner } from '../../src/core/ports.ts';
import { DiskCache } from '../selection/cache.ts';
import { readCandidates } from '../selection/candidates.ts';
import { loadData } from '../selection/data.ts';
import { judgeHidden } from '../selection/hidden-judge.ts';
import { SandboxReader } from '../selection/sandbox-reader.ts';
import type { EvidenceTask } from './data.ts';

/** Programs of a set that are judged: more than any search asks for. */
const most = 40;

/**
 * A recorded set of programs and test samples, where no other evidence is recorded: nobody has written
 * inputs or a reference. Programs are judged by the hidden test, each once.
 *
 * @param folder Where verdicts are kept for the next time.
 */
export async function loadOwnTests(
  file: string,
  folder: string | undefined,
  { runner, parser }: { readonly runner: Runner; readonly parser: Parser },
): Promise<readonly EvidenceTask[]> {
  const data = loadData(file);
  const reader = new SandboxReader(runner);
  const cache = new DiskCache(folder);
  const tasks: EvidenceTask[] = [];
  for (const [index, all] of data.tasks.entries()) {
    const hidden = data.hidden[index];
    if (hidden === undefined || 'right' in hidden) continue;
    const task = { ...all, solutions: all.solutions.slice(0, most) };
    const right = await cache.get({ task, hidden }, () =>
      judgeHidden(task, hidden, runner, parser, reader),
    );
    const { distinct, ofSample } = await readCandidates(task, parser);
    tasks.push({
      id: task.id,
      name: task.entry,
      text: `${task.documented ?? task.prompt}    pass\n`,
      answers: ofSample.map((of) => ({
        code: distinct[of]?.source ?? '',
        right: right[of] === true,
      })),
      tests: task.testSamples.map((sample) => `assert ${sample}`),
      inputs: '',
      reference: '',
      solution: undefined,
      hidden: [],
    });
  }
  return tasks;
}
