/**
 * A bare input: one call expression in the target's language, on one line, such as `area(3, 4)`
 * or `Stack([1]).push(2)`. It carries no expected result.
 */
export interface Probe {
  readonly id: string;
  readonly call: string;
}

/**
 * Where a Test came from. The first three are trusted: they gate. `described`, what a description says
 * in words or leaves half said, and `generated` tests only vote.
 */
export type TestSource = 'user' | 'docstring' | 'project' | 'described' | 'generated';

/** What the result of the call must be. All expressions are in the target's language. */
export type Expectation =
  | {
      readonly kind: 'equals';
      /** Expression of the expected value, e.g. `[1, 2]`. */
      readonly expected: string;
      /** Absolute and relative tolerance for floating point numbers, as in `math.isclose`. */
      readonly tolerance?: number;
      /**
       * Also passes where the printed form of the result is that of the expected value (Python
       * `str`, TypeScript `String`): the rule of the plan language.
       */
      readonly orPrinted?: boolean;
    }
  | {
      readonly kind: 'throws';
      /** Name of the exception type; any exception when absent. */
      readonly exception?: string;
    }
  | {
      readonly kind: 'holds';
      /** Statements that fail by raising; they may call the function under test any number of times. */
      readonly assertion: string;
      /**
       * It runs in the program's own process, as the project's framework would have it. So it may reject
       * and proves nothing alone.
       */
      readonly inProgram?: true;
    };

/** A Probe with an expected result or property. For `holds`, `call` is a short name of the property. */
export interface Test extends Probe {
  readonly source: TestSource;
  readonly expectation: Expectation;
  /** How often independent samples of the test writer produced it; 1 when absent. */
  readonly multiplicity?: number;
}

/** The code of a check: the one call, or the statements of a property. */
export function codeOfCheck(check: Probe | Test): string {
  return 'expectation' in check && check.expectation.kind === 'holds'
    ? check.expectation.assertion
    : check.call;
}

export function isTrusted(test: Pick<Test, 'source'>): boolean {
  return test.source !== 'generated' && test.source !== 'described';
}

/** Why a test has no vote. */
export interface WithheldVote {
  readonly test: string;
  readonly reason: 'passes-on-stub' | 'no-mutant-fails';
  /** One sentence for people. */
  readonly note: string;
}

/** How well a test tells right from wrong: what it was measured on, and where it failed as it must. */
export interface TestStrength {
  /** It failed on the stub; false where no stub could be made. */
  readonly stub: boolean;
  /** Mutants that answered. */
  readonly mutants: number;
  /** Those of them on which it failed. */
  readonly failed: number;
}
