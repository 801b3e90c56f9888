import type { Parser } from '../ports.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { Meaning } from '../values/equality.ts';
import type { DeclarationForm } from './kit/declaration.ts';
import type { DocExamples } from './kit/doc-examples.ts';
import type { LanguageTraits } from './kit/facts.ts';
import type { ImportForm } from './kit/import-form.ts';
import type { InputSketch } from './kit/input-sketch.ts';
import type { ShapeReader } from './kit/shape.ts';
import type { SharingSketch } from './kit/sharing-sketch.ts';
import type { KnownNames } from './kit/known-names.ts';
import type { LiteralReader } from './kit/literals.ts';
import type { Loading } from './kit/loading.ts';
import type { MutationGrammar } from './kit/mutation-grammar.ts';
import type { ReadTest } from './kit/read-test.ts';
import type { ProjectCase } from './kit/tests/project-case.ts';
import type { TreeReading } from './kit/reading/tree-reading.ts';
import type { Validity } from './kit/validity.ts';
import type { ValueForm } from './kit/show-value.ts';

/**
 * All that the core knows of a language. What asks it never asks for its name: a language that is
 * added answers every question, or does not compile. `languages.ts` holds them all.
 */
export interface Language extends LanguageTraits {
  /** What its syntax trees tell. */
  readonly reading: TreeReading;
  readonly declarations: DeclarationForm;
  readonly imports: ImportForm;
  readonly loading: Loading;
  readonly validity: Validity;
  readonly names: KnownNames;
  readonly literals: LiteralReader;
  readonly values: ValueForm;
  readonly meaning: Meaning;
  readonly docExamples: DocExamples;
  readonly mutation: MutationGrammar;
  /** How arguments are made where a reference says how they look. */
  readonly sketch: InputSketch;
  /** What values the types of parameters allow. */
  readonly shapes: ShapeReader;
  /** How a call tells whether its result shares parts with its arguments. */
  readonly sharing: SharingSketch;
  /** The tests of `callee` in code: assertions, alone or in the forms of test frameworks. */
  readonly readTests: (code: string, callee: Callee, parser: Parser) => Promise<ReadTest[]>;
  /** The tests of `callee` in statements that parse, with those that prepare them. */
  readonly testsIn: (statements: readonly SyntaxNode[], callee: Callee) => ReadTest[];
  /** The bodies of the table tests of a file, row by row. */
  readonly tableTests: (tree: SyntaxTree) => string[];
  /**
   * The tests of a file in the forms of the language's frameworks. Those that need what cannot be had
   * here (a fixture of the framework, say) are left out.
   *
   * @param concerns Whether a test's own text has to do with what is looked for.
   */
  readonly projectCases: (
    tree: SyntaxTree,
    callee: Callee,
    concerns: (text: string) => boolean,
  ) => readonly ProjectCase[];
}

/** The function whose calls are looked for in an answer. */
export interface Callee {
  readonly name: string;
  readonly language: Language;
  /** Called on an object: `Stack([1]).push(2)`. */
  readonly member: boolean;
  /** The class or object that it belongs to, where that has a name. */
  readonly owner?: string;
  readonly generator: boolean;
  /** True where the return type says that it answers yes or no. */
  readonly boolean: boolean;
}
