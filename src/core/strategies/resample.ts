import { report } from '../engine/step.ts';
import { assembleProgram, entryOf } from '../program/assemble.ts';
import { subjectOfTarget } from '../program/subject.ts';
import { conquer } from './conquer.ts';
import type { Strategy } from './strategy.ts';

/**
 * The control: the target is sampled as a whole, with the same tests, selection and repair as any
 * other strategy. What another strategy gains must be shown against this one at equal tokens.
 */
export const resample: Strategy = {
  name: 'resample',
  *solve(context) {
    const { task } = context;
    const { contract } = task;
    yield* report({ type: 'node', node: contract.name, contract });
    const { solved, tests, agreement, passed } = yield* conquer(context, {
      node: contract.name,
      subject: subjectOfTarget(task),
      path: [],
      helpers: [],
      examples: task.examples,
      drafts: [],
      isTarget: true,
      entryName: entryOf(task, contract.name),
      program: (part) =>
        assembleProgram({
          task,
          part,
          isTarget: true,
          helpers: [],
          reserved: [contract.name, ...task.context.moduleNames],
        }),
    });
    const functions = solved ? [solved] : [];
    return { accepted: solved?.accepted ?? false, functions, tests, agreement, passed };
  },
};
