/** Tests as source text, before they have a place in a file. */
export interface WrittenTests {
  /** Import statements that they need, one each. */
  readonly imports: readonly string[];
  /** One test each, or one table of tests. Lines without the indentation of where they will stand. */
  readonly blocks: readonly TestBlock[];
}

export interface TestBlock {
  /** Name of the function, or title of the test. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** Longest line that is written where there is a choice. */
export const widest = 88;

/** Every line but the empty ones, further in. */
export function indented(lines: readonly string[], indent: string): string[] {
  return lines.map((line) => (line === '' ? '' : `${indent}${line}`));
}
