import type { Candidate } from '../candidate.ts';
import { report } from '../engine/step.ts';
import { outdentRest } from '../program/indent.ts';
import { languageFacts } from '../program/language.ts';
import { withoutExport } from '../program/subject.ts';
import type { Task } from '../task/task.ts';
import { conquer } from './conquer.ts';
import { targetJob } from './job.ts';
import type { Strategy } from './strategy.ts';

/**
 * Reflexion-style repair: starts from the code that is there, or from one sample where there is
 * only a stub, and repairs it from the tests it fails, in at most `settings.repairs` rounds. Code
 * that passes every trusted test stays as it is.
 */
export const reflexion: Strategy = {
  name: 'reflexion',
  *solve(context) {
    const { task, settings } = context;
    const written = writtenCode(task);
    const job = targetJob(task, written ? [written] : []);
    yield* report({ type: 'node', node: job.node, contract: task.contract });
    if (written) yield* report({ type: 'candidate', node: job.node, candidate: written });
    const samples = written === undefined ? 1 : 0;
    const own = { ...context, settings: { ...settings, samples, adaptive: false } };
    const { solved, ...facts } = yield* conquer(own, job);
    return { accepted: solved?.accepted ?? false, functions: solved ? [solved] : [], ...facts };
  },
};

/** The target as the file has it; undefined where it is only a stub. */
function writtenCode({ target, contract, language }: Task): Candidate | undefined {
  if (target.isStub) return undefined;
  const { family } = languageFacts(language);
  const { text } = target.snapshot;
  const slice = text.slice(target.range.start, target.range.end).replaceAll('\r\n', '\n');
  return {
    id: `${contract.name}/file`,
    contract: contract.name,
    code: withoutExport(outdentRest(slice, target.indent, family)),
    imports: [],
    origin: {
      operator: 'file',
      action: '',
      sample: 0,
      model: '',
      temperature: 0,
      promptHash: '',
      tokens: 0,
    },
  };
}
