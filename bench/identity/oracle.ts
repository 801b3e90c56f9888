import type { Judgement } from './outcome.ts';

/** Ways to answer a function; all but the first change its text without changing what it does. */
export const variants = [
  'identity',
  'indent-2',
  'indent-4',
  'indent-8',
  'indent-tab',
  'comments',
  'renamed',
  'prose',
  'doc',
  'class',
  'import',
  'import-name',
] as const;

export type Variant = (typeof variants)[number];

/** A function of a file that is open. Offsets are UTF-16. */
export interface OracleFunction {
  readonly name: string;
  readonly qualifiedName: string;
  readonly line: number;
  readonly nameAt: number;
  /** Its body says only that it is not written: as an answer it is rightly no candidate. */
  readonly isStub: boolean;
}

export interface Variation {
  readonly variant: Variant;
  /** What the model says. */
  readonly answer: string;
  /** The file with the answer in it: `text` in the place of `range`, and an import if it needs one. */
  readonly range: { readonly start: number; readonly end: number };
  readonly text: string;
  readonly needsImport: boolean;
}

export type Opened =
  | { readonly functions: readonly OracleFunction[] }
  /** The language itself cannot parse the file. */
  | { readonly error: string };

/** The language's own word on what a file must be; it shares no code with `src`. */
export interface Oracle {
  /** Makes a file the one that the other calls are about. */
  open(path: string, text: string): Promise<Opened>;
  /** Answers to the function at this place of the list; variants that make no sense are left out. */
  vary(at: number, variants: readonly Variant[]): Promise<readonly Variation[]>;
  /** Judges the file after an answer to the function that was varied last. */
  judge(variant: Variant, after: string): Promise<Judgement>;
  dispose(): Promise<void>;
}
