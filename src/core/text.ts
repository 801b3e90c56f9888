/** The languages Coppice grows code in, by their VS Code language ids. */
export const languageIds = [
  'python',
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
] as const;

export type LanguageId = (typeof languageIds)[number];

/** Half-open range of UTF-16 code units: the unit of JavaScript strings, VS Code and web-tree-sitter. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The text of one document at one version. Every range in a Task refers to such a snapshot. */
export interface Snapshot {
  /** A URI string; for the command line a `file:` URI. */
  readonly uri: string;
  readonly languageId: LanguageId;
  /** The editor's document version; 0 for a file read from disk. */
  readonly version: number;
  /** The text without byte order mark. */
  readonly text: string;
}

/** Replaces `range` of a snapshot by `newText`. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}
