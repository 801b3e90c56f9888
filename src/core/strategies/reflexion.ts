import { report } from '../engine/step.ts';
import { conquer } from './conquer.ts';
import { targetJob } from './job.ts';
import { provingFile } from './prove-file.ts';
import { writtenCode } from '../program/written-code.ts';

/**
 * Reflexion-style repair: starts from the code that is there, or from one sample where there is
 * only a stub, and repairs it from the tests it fails, in at most `settings.repairs` rounds. Code
 * that passes every trusted test stays as it is.
 */
export const reflexion = provingFile({
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
});
