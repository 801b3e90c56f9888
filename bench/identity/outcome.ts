/**
 * What became of a file whose function was answered:
 *
 * - `identical`: every byte is as the oracle expects it;
 * - `layout`: the same tree, comments and indentation, but other white space, quotes or brackets;
 * - `indentation`: the same tree and comments, but statements begin in other columns;
 * - `comments`: the same tree, but a comment is gone, added or elsewhere;
 * - `import`: the import that the answer needs is missing, or where it may not stand;
 * - `outside`: bytes that do not belong to the function changed;
 * - `tree`: the function means something else;
 * - `unparsable`: the file no longer parses;
 * - `not-captured`: the function was not found in the file, or with another range;
 * - `not-read`: the answer gave no candidate;
 * - `refused`: no patch was made, with the reason;
 * - `crashed`: the product threw;
 * - `accept`: what a review shows and Accept inserts is not what the patch holds.
 */
export const kinds = [
  'identical',
  'layout',
  'indentation',
  'comments',
  'import',
  'outside',
  'tree',
  'unparsable',
  'not-captured',
  'not-read',
  'refused',
  'crashed',
  'accept',
] as const;

export type Kind = (typeof kinds)[number];

export interface Judgement {
  readonly kind: Kind;
  /** What is wrong, in few words; empty where nothing is. */
  readonly detail: string;
}

/** One answer to one function, and what became of it. */
export interface Outcome extends Judgement {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly variant: string;
}
