import type { LanguageId } from '../../text.ts';
import type { Lexis } from './lexis.ts';

/**
 * Languages that share a grammar of strings, comments and blocks; each family has a folder. It is the
 * key of the records in which a layer keeps what else it must know of a language.
 */
export type LanguageFamily = Extract<LanguageId, 'python' | 'javascript'>;

/** What prompts, the reading of answers, and the writing of files must know of a language, as data. */
export interface LanguageFacts {
  readonly id: LanguageId;
  readonly family: LanguageFamily;
  /** The name by which models know it. */
  readonly title: string;
  /** The name for people of all that its family runs. */
  readonly familyTitle: string;
  /** Endings of the files that functions are grown in, the usual one first. */
  readonly endings: readonly [string, ...string[]];
  /** Endings of files that only declare what others hold. */
  readonly declarationEndings: readonly string[];
  /** The tag of a fenced block that we ask for. */
  readonly fence: string;
  /** Tags that models use for it. */
  readonly fences: readonly string[];
  /** True where signatures carry types. */
  readonly typed: boolean;
  readonly lineComment: string;
  readonly blockComment?: readonly [open: string, close: string];
  /** A trimmed line that is a comment or a part of one, and no shebang. */
  readonly commentLine: RegExp;
  /** A comment that tools read: it belongs to the code that it stands at. */
  readonly pragma: RegExp;
  /** A comment that must stay at the head of its file: it is about all of it. */
  readonly headComment: RegExp;
  readonly indentUnit: string;
  /** Blank lines between the declarations of a module. */
  readonly blankLinesBetween: number;
  /** An assertion that a call fails later, where it is awaited. */
  readonly rejects: (call: string, exception: string) => string;
  /** Types of results that may have a fraction. */
  readonly fractionTypes: readonly string[];
  /** What tests may import. */
  readonly testImportsRule: string;
  /** What runs it, for a prompt. */
  readonly runtime: string;
  /** The statement that makes a body a stub. */
  readonly stubBody: string;
  /** What stands after a signature for a body that is not shown. */
  readonly elidedBody: string;
  /** What follows the signature of a function that is declared without a body. */
  readonly elidedFunction: string;
  /** What the description of a function is called. */
  readonly docName: string;
  /** Where the description of a function stands. */
  readonly docPlace: 'inside' | 'before';
  /** How a model is asked for examples in it. */
  readonly docExamplesRule: string;
  /** What a module may begin with that must stay there, as strings that are statements. */
  readonly moduleHead: { readonly literal: RegExp; readonly repeats: boolean };
  /** Words that start a declaration at column 0: where code begins in an answer without fences. */
  readonly codeStart: RegExp;
  readonly nothing: string;
  readonly yes: string;
  readonly no: string;
  /** True where it writes tuples, `(1, 2)`. */
  readonly hasTuples: boolean;
  /** The operator by which a test compares. */
  readonly equality: string;
  /** How an exact expectation is written. */
  readonly equals: (call: string, expected: string) => string;
  /** How a floating point expectation is written. */
  readonly isClose: (call: string, expected: string) => string;
  /** How an expected exception is written, on as many lines as it takes. */
  readonly throws: (call: string, exception: string | undefined) => string;
  /** The same as statements that need no test framework. */
  readonly throwsByItself: (call: string, exception: string | undefined) => string;
  /** Statements as one expression that gives nothing, and raises what they raise. */
  readonly asCall: (statements: string) => string;
  /** An exception that reasonable code raises for bad input. */
  readonly exception: string;
  /** How an object is made of a class, for a prompt. */
  readonly madeObject: (owner: string) => string;
  /** The first line of an assertion, as frameworks and plain code have it. */
  readonly assertionStart: RegExp;
  /** The first line of one that goes on in the block under it. */
  readonly assertionBlock?: RegExp;
}

/** What is known of a language without its readers and writers: little to load. */
export interface LanguageTraits extends LanguageFacts, Lexis {}
