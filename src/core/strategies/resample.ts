import { report } from '../engine/step.ts';
import { conquer } from './conquer.ts';
import { targetJob } from './job.ts';
import { provingFile } from './prove-file.ts';

/**
 * The control: the target is sampled as a whole, with the same tests, selection and repair as any
 * other strategy. What another strategy gains must be shown against this one at equal tokens.
 */
export const resample = provingFile({
  name: 'resample',
  *solve(context) {
    const job = targetJob(context.task);
    yield* report({ type: 'node', node: job.node, contract: job.subject.contract });
    const { solved, ...facts } = yield* conquer(context, job);
    return { accepted: solved?.accepted ?? false, functions: solved ? [solved] : [], ...facts };
  },
});
