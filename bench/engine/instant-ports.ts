import type { Model, Runner } from '../../src/core/ports.ts';
import { ok } from '../../src/core/result.ts';

/** About as long as the implementation of a small function. */
const body = Array.from({ length: 20 }, (_, line) => `    total += values[${line}] * weight`).join(
  '\n',
);

/** Answers at once; every sample is another text. */
export const instantModel: Model = {
  id: 'instant',
  complete: ({ samples }, { action }) =>
    Promise.resolve(
      ok({
        samples: Array.from({ length: samples }, (_, index) => ({
          text: `def total(values, weight):\n    # ${action} ${index}\n${body}\n    return total`,
          finish: 'stop' as const,
        })),
        usage: { promptTokens: 400, completionTokens: 250 * samples, estimated: false },
        model: 'instant',
        notices: [],
      }),
    ),
};

/** Answers at once; programs differ in one input of ten. */
export const instantRunner: Runner = {
  run: ({ programs, checks }) =>
    Promise.resolve(
      ok({
        results: programs.map((_, program) =>
          checks.map((__, check) => ({
            outcome: {
              kind: 'value' as const,
              value: String(check === program % 10 ? program : check),
              ms: 0.4 + check / 7,
            },
          })),
        ),
      }),
    ),
};
