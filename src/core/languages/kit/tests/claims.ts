import type { SyntaxNode, SyntaxTree } from '../../../syntax-tree.ts';
import type { Callee } from '../../language.ts';
import { bareCall, callsIt } from '../calls.ts';
import { asHolds } from '../expectation.ts';
import type { ReadTest } from '../read-test.ts';
import type { Layout } from '../reading/layout.ts';
import { callOf } from '../reading/calls.ts';
import { onOneLine } from '../reading/one-line.ts';
import { nodesOf, textOf, type Code } from './code.ts';
import { assignmentOf, KeptValues, type Assignment } from './kept-values.ts';

/** Whether code has to do with the function: calls it, or uses what a call of it gave. */
export type Concerns = (node: SyntaxNode) => boolean;

/**
 * A tolerance is relative too: beyond this, what is written as a distance would let other values pass, 9 for 3
 * within 1.
 */
const widestTolerance = 0.01;

/** What a statement says of the function, in parts of its tree. */
export type Claim =
  | {
      readonly kind: 'equals';
      readonly call: SyntaxNode;
      /** A word of the language where nothing in the test says it. */
      readonly expected: SyntaxNode | string;
      readonly tolerance?: number | undefined;
      /** The assertion as it was written; undefined where it was none. */
      readonly whole: Code | undefined;
    }
  | {
      readonly kind: 'throws';
      /** An expression, statements, or a call that is made of parts. */
      readonly call: SyntaxNode | Code;
      /** Undefined where any will do. */
      readonly exception: string | undefined;
    }
  | { readonly kind: 'holds'; readonly whole: Code };

/** Statements before a test that it may depend on, and what they keep. */
export class Preparation {
  readonly statements: readonly SyntaxNode[];
  readonly assignments: readonly Assignment[];
  /** True where they do nothing but keep values. */
  readonly keepsOnly: boolean;
  readonly values: KeptValues;
  /** The results of the function among what is kept. */
  readonly results: ReadonlySet<string>;

  constructor(statements: readonly SyntaxNode[], callee: Callee) {
    this.statements = statements;
    this.assignments = statements.flatMap((each) => assignmentOf(each) ?? []);
    this.keepsOnly = statements.every((each) => assignmentOf(each) ?? shows(each));
    this.values = new KeptValues(this.assignments, callee.language.reading);
    this.results = new Set(
      this.assignments.flatMap(({ name, value }) => (callsIt(value, callee) ? [name] : [])),
    );
  }
}

/** It prints something, which changes nothing. */
function shows(statement: SyntaxNode): boolean {
  return /^(?:print|console\.\w+)$/.test(callOf(statement)?.callee.text ?? '');
}

/** Makes tests of claims that stand alone. */
export class ClaimReader {
  readonly callee: Callee;
  readonly #layouts = new Map<SyntaxTree, Layout>();

  constructor(callee: Callee) {
    this.callee = callee;
  }

  prepared(statements: readonly SyntaxNode[]): Preparation {
    return new Preparation(statements, this.callee);
  }

  /** True where code calls the function, or uses what a call of it gave. */
  concerns(node: SyntaxNode, { values, results }: Preparation): boolean {
    if (callsIt(node, this.callee)) return true;
    return results.size > 0 && [...values.usedIn([node])].some((name) => results.has(name));
  }

  /** The call that an expression is, or that it keeps the result of. */
  bareCall(expression: SyntaxNode, { values }: Preparation): SyntaxNode | undefined {
    return bareCall(values.behind(expression), this.callee);
  }

  /** The test that a claim is with what stands before it; undefined where it says nothing. */
  test(claim: Claim, before: Preparation): ReadTest | undefined {
    switch (claim.kind) {
      case 'equals':
        return this.#equals(claim, before);
      case 'throws':
        return this.#throws(claim, before);
      case 'holds':
        return this.#holds(claim.whole, before);
    }
  }

  /**
   * An assertion about what earlier calls did to their arguments: `xs = [2, 1]`, `f(xs)`, and then
   * `assert xs == [1, 2]`. Undefined where it asserts something else.
   */
  effect(assertion: Code, before: Preparation): ReadTest | undefined {
    const nodes = nodesOf(assertion);
    if (nodes.some((node) => this.concerns(node, before))) return undefined;
    const isAbout = before.values.usedIn(nodes).size > 0;
    const isCalled = before.statements.some((each) => callsIt(each, this.callee));
    return isAbout && isCalled ? this.#asProperty(assertion, before) : undefined;
  }

  /** Statements as they read by themselves. */
  source(node: SyntaxNode): string {
    if (!node.text.includes('\n')) return node.text;
    const { tree } = node;
    const layout = this.#layouts.get(tree) ?? this.callee.language.reading.layout(tree);
    this.#layouts.set(tree, layout);
    return layout.moved(node.range, { indent: '' });
  }

  #equals(claim: Extract<Claim, { kind: 'equals' }>, before: Preparation): ReadTest | undefined {
    const { expected, tolerance, whole } = claim;
    const holds = () => whole && this.#holds(whole, before);
    const call = this.bareCall(claim.call, before);
    if (!call || (tolerance ?? 0) > widestTolerance) return holds();
    const value = typeof expected === 'string' ? undefined : expected;
    if (value && (value.hasError || this.concerns(value, before))) return holds();
    const texts = this.#inlined([call, ...(value ? [value] : [])], before);
    const [callText, valueText = expected] = texts ?? [];
    if (callText === undefined || typeof valueText !== 'string') return holds();
    return {
      call: callText,
      expectation: {
        kind: 'equals',
        expected: valueText,
        ...(tolerance === undefined ? {} : { tolerance }),
      },
    };
  }

  #throws(claim: Extract<Claim, { kind: 'throws' }>, before: Preparation): ReadTest | undefined {
    const { call: made, exception } = claim;
    const { language } = this.callee;
    const isPlain = exception === undefined || /^[\w$.]+$/.test(exception);
    const bare = isPlain && 'tree' in made ? this.bareCall(made, before) : undefined;
    const nodes = 'tree' in made ? [bare ?? made] : nodesOf(made);
    const texts = this.#inlined(nodes, before);
    const kind = { kind: 'throws', ...(exception !== undefined && { exception }) } as const;
    const [text] = texts ?? [];
    if (isPlain && bare && text !== undefined) return { call: text, expectation: kind };
    const told = new Map(nodes.map((node, at) => [node, texts?.[at]]));
    const written =
      'tree' in made ? told.get(made) : textOf(made, (node) => told.get(node) ?? onOneLine(node));
    if (isPlain && !('tree' in made) && texts && written !== undefined) {
      return { call: written, expectation: kind };
    }
    const whole = 'tree' in made ? this.source(made) : (written ?? '');
    if (whole === '') return undefined;
    const property = language.throwsByItself(written ?? whole, exception);
    return this.#holds([property], before, texts ? [] : nodes);
  }

  /**
   * A property, with all that stands before it where it needs some of that and is no mere result.
   *
   * @param nodes What the property uses, where that is not in its own parts.
   */
  #holds(
    whole: Code,
    before: Preparation,
    nodes: readonly SyntaxNode[] = nodesOf(whole),
  ): ReadTest | undefined {
    const used = before.values.usedIn(nodes);
    if (used.size === 0) return asHolds(this.#written(whole));
    const { results } = before;
    if ([...used].every((name) => results.has(name))) {
      const parts = nodesOf(whole);
      const texts = this.#inlined(parts, before);
      const told = texts && new Map(parts.map((part, at) => [part.index, texts[at]]));
      const text = told && textOf(whole, (node) => told.get(node.index));
      if (text !== undefined) return asHolds(text);
    }
    return this.#asProperty(whole, before);
  }

  #asProperty(whole: Code, before: Preparation): ReadTest {
    const lines = before.statements.map((each) => this.source(each));
    return asHolds([...lines, this.#written(whole)].join('\n'));
  }

  #written(whole: Code): string {
    return textOf(whole, (node) => this.source(node)) ?? '';
  }

  /** Texts that stand alone; undefined where names cannot be replaced by what they hold. */
  #inlined(nodes: readonly SyntaxNode[], before: Preparation): readonly string[] | undefined {
    const { values, keepsOnly } = before;
    // Between two looks at a value, something may have been done to it.
    if (!keepsOnly && values.usedIn(nodes).size > 0) return undefined;
    return values.inlined(nodes, (value) => callsIt(value, this.callee));
  }
}
