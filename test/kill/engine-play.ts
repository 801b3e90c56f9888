import { createHash } from 'node:crypto';
import { promptOf, type Play } from './killable-run.ts';

interface Said {
  readonly state: string;
  readonly code?: string;
  readonly repeated?: number;
}

/** A made-up strategy that uses every kind of step, on the engine alone. */
export const enginePlay: Play = {
  program: 'engine-child.ts',
  args: ({ runs, baseUrl }, run) => [runs, baseUrl, ...(run === undefined ? [] : [run])],
  answer: (request) => ({
    kind: 'answer',
    samples: Array.from({ length: request.n ?? 1 }, (_, index) =>
      createHash('sha256')
        .update(`${promptOf(request.messages)} ${index}`)
        .digest('hex')
        .slice(0, 8),
    ),
  }),
  outcomeOf: (out) => {
    const { state, code, repeated } = JSON.parse(out.slice(out.indexOf('\n') + 1)) as Said;
    return { result: { state, code }, repeated: repeated ?? 0 };
  },
};
