import fc from 'fast-check';
import type { MatrixRow, OutcomeMatrix } from '../../../src/core/selectors/selector.ts';

const outcome = fc.option(fc.constantFrom('=1', '=2', '=[]', '!ValueError', '!NameError'), {
  nil: null,
  freq: 6,
});

interface Shape {
  readonly multiplicities?: boolean;
  readonly gated?: boolean;
}

/** Matrices of up to eight rows, small enough to check against the definitions by brute force. */
export function matrices({
  multiplicities = true,
  gated,
}: Shape = {}): fc.Arbitrary<OutcomeMatrix> {
  return fc
    .record({
      rows: fc.integer({ min: 1, max: 8 }),
      probes: fc.integer({ min: 0, max: 7 }),
      tests: fc.integer({ min: 0, max: 6 }),
      gated: gated === undefined ? fc.boolean() : fc.constant(gated),
    })
    .chain(({ rows, probes, tests, gated: isGated }) =>
      fc.record({
        rows: fc.tuple(
          ...Array.from({ length: rows }, (_, index) =>
            fc.record({
              candidate: fc.constant(`c${index}`),
              multiplicity: multiplicities ? fc.integer({ min: 1, max: 4 }) : fc.constant(1),
              gate: isGated ? fc.boolean() : fc.constant(true),
              size: fc.integer({ min: 1, max: 9 }),
              outcomes: fc.array(outcome, { minLength: probes, maxLength: probes }),
              passes: fc.array(fc.boolean(), { minLength: tests, maxLength: tests }),
            }),
          ),
        ),
        testWeights: fc.array(fc.integer({ min: 1, max: 3 }), {
          minLength: tests,
          maxLength: tests,
        }),
        gated: fc.constant(isGated),
      }),
    );
}

/** A row as tests write it by hand. */
export function row(candidate: string, rest: Partial<MatrixRow> = {}): MatrixRow {
  return { candidate, multiplicity: 1, gate: true, size: 10, outcomes: [], passes: [], ...rest };
}

export function matrix(
  rows: readonly MatrixRow[],
  rest: Partial<OutcomeMatrix> = {},
): OutcomeMatrix {
  return {
    rows,
    testWeights: (rows[0]?.passes ?? []).map(() => 1),
    gated: false,
    ...rest,
  };
}
