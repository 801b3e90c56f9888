import type { TextRange } from '../text.ts';

/**
 * The syntax tree of a plan document. Every node keeps the ranges it was read from, so that the
 * editor can point at them; ranges of absent parts are absent or empty at the place where the part
 * would stand. The tree of a faulty document is complete: what could not be read is an `unreadable`
 * node and a diagnostic.
 */
export interface PlanDocument {
  readonly text: string;
  /** `# language: python` on the first line that is not blank. */
  readonly language?: LanguageTag;
  /** Everything before the fence `#*#*#`; it prefixes every prompt. */
  readonly header?: HeaderNode;
  /** Top-level nodes in source order. A sound document has exactly one definition among them. */
  readonly items: readonly ItemNode[];
  /** Every definition, parents before children, in source order. */
  readonly definitions: readonly DefinitionNode[];
}

export interface LanguageTag {
  readonly range: TextRange;
  /** As written, e.g. `python`. */
  readonly value: string;
  readonly valueRange: TextRange;
}

export interface HeaderNode {
  readonly range: TextRange;
  readonly lines: readonly string[];
  readonly fence: TextRange;
}

interface LineNode {
  /** From the first to after the last character that is not white space. */
  readonly range: TextRange;
  /** True where at least one blank line stands before. */
  readonly spaced: boolean;
}

export interface NameNode {
  readonly text: string;
  readonly range: TextRange;
}

export interface DefinitionNode extends LineNode {
  readonly kind: 'definition';
  /** Empty text where the line is prose without a signature. */
  readonly name: NameNode;
  readonly async: boolean;
  readonly generator: boolean;
  readonly parameters: readonly ParameterNode[];
  /** The parentheses with what is between them; empty where they are missing. */
  readonly parametersRange: TextRange;
  /** The text between `->` and `:`, as written. */
  readonly returns?: NameNode;
  /** Lines joined by `\n`; the continuation lines' `|` is taken off. */
  readonly description: string;
  readonly descriptionRange: TextRange;
  readonly parent?: DefinitionNode;
  /** Nesting level, 0 for the root. */
  readonly depth: number;
  /** White space before the line. */
  readonly indent: string;
  /** Constraints, definitions, references, comments and unreadable lines, in source order. */
  readonly items: readonly ItemNode[];
  /** From the first character of this line to the end of its last descendant. */
  readonly block: TextRange;
}

export interface ParameterNode {
  readonly kind: 'positional' | 'rest' | 'keywords' | 'marker';
  readonly name: NameNode;
  readonly type?: NameNode;
  readonly default?: NameNode;
  readonly range: TextRange;
}

export type ConstraintNode = EqualsNode | ThrowsNode | HoldsNode;

interface ConstraintBase extends LineNode {
  readonly kind: 'constraint';
  /** A comment at the end of the line, with its `#`. */
  readonly comment?: string;
}

/** A call, told by its arguments or, after `>>>`, in full. */
interface CallPart {
  readonly form: 'arguments' | 'call';
  /** As written. */
  readonly input: NameNode;
  /** The arguments one by one; empty for the form `call`. */
  readonly arguments: readonly NameNode[];
}

/** `in1, in2 -> out`, optionally with ` within TOLERANCE`. */
export interface EqualsNode extends ConstraintBase, CallPart {
  readonly check: 'equals';
  readonly expected: NameNode;
  readonly tolerance?: number;
}

/** `in1, in2 -> raises Name`. */
export interface ThrowsNode extends ConstraintBase, CallPart {
  readonly check: 'throws';
  readonly exception?: NameNode;
}

/** `holds short name: statements`, continued by lines that start with `|`. */
export interface HoldsNode extends ConstraintBase {
  readonly check: 'holds';
  readonly title: NameNode;
  readonly assertion: string;
}

export interface ReferenceNode extends LineNode {
  readonly kind: 'reference';
  readonly name: NameNode;
  /** A comment at the end of the line, with its `#`. */
  readonly comment?: string;
}

export interface CommentNode extends LineNode {
  readonly kind: 'comment';
  /** With its `#`. */
  readonly text: string;
}

export interface UnreadableNode extends LineNode {
  readonly kind: 'unreadable';
  readonly text: string;
}

export type ItemNode =
  DefinitionNode | ConstraintNode | ReferenceNode | CommentNode | UnreadableNode;

/** The line that separates the header from the plan. */
export const fence = '#*#*#';
