import type { Parser } from '../../ports.ts';
import type { SyntaxNode } from '../../syntax-tree.ts';
import type { Callee } from '../language.ts';
import { bareCall, callsIt } from '../kit/calls.ts';
import type { ReadTest } from '../kit/read-test.ts';
import { callOf, callsIn, type Call } from '../kit/reading/calls.ts';
import type { Claim, Preparation } from '../kit/tests/claims.ts';
import { code, nodesOf, type Code } from '../kit/tests/code.ts';
import { remarkBehind, testParts } from '../kit/tests/test-text.ts';
import { TestReader } from '../kit/tests/test-reader.ts';
import { nothingTold, toldResults } from '../kit/tests/told-results.ts';
import { assertClaims, conditionClaims, errorName, thrownBy } from './asserted.ts';
import { expectClaims, expectationIn } from './expectations.ts';

/** Reads `expect`, `assert` and comparison forms, alone or inside `describe`, `it` and `test`. */
export async function javascriptTests(
  text: string,
  callee: Callee,
  parser: Parser,
): Promise<ReadTest[]> {
  if (!text.includes(callee.name)) return [];
  const parts = await testParts(text, callee.language, parser);
  const told = await toldResults(parts, callee, parser);
  return new ScriptTestReader(callee, told).tests(parts);
}

/** Reads the tests of statements that parse. */
export function javascriptTestsIn(statements: readonly SyntaxNode[], callee: Callee): ReadTest[] {
  return new ScriptTestReader(callee, nothingTold).tests(statements);
}

const skipped = /^(?:import|export)_statement$|_declaration$/;
const declared = /^(?:lexical|variable)_declaration$/;
const blocks =
  /^(?:if|for|for_in|while|do|try|switch)_statement$|^statement_block$|^labeled_statement$/;
const suites = /^(?:describe|it|test|suite|beforeEach)(?:\.\w+)?$/;
const asserting = /^(?:console\.)?assert(?:\.strict)?(?:\.(\w+))?$/;

class ScriptTestReader extends TestReader {
  protected innerStatements(statement: SyntaxNode): readonly SyntaxNode[] | undefined {
    return innerStatements(statement);
  }

  protected isRead({ kind, isExtra, hasError }: SyntaxNode): boolean {
    if (isExtra || hasError || kind === 'empty_statement') return false;
    return !skipped.test(kind) || declared.test(kind);
  }

  protected override settled(claims: readonly Claim[], setup: readonly SyntaxNode[]): ReadTest[] {
    // Matchers of a framework mean nothing without it.
    return super.settled(
      claims.filter((claim) => !isOfFramework(claim)),
      setup,
    );
  }

  protected statement(
    statement: SyntaxNode,
    setup: readonly SyntaxNode[],
  ): readonly ReadTest[] | 'setup' {
    const before = this.claims.prepared(setup);
    const concerns = (node: SyntaxNode) => this.claims.concerns(node, before);
    if (blocks.test(statement.kind)) return this.#block(statement, before);
    if (/_(?:statement|declaration)$/.test(statement.kind) && !isExpression(statement))
      return 'setup';
    // What an arrow function gives is no statement, and is read as one.
    const expression = isExpression(statement) ? firstOf(statement) : statement;
    if (!expression) return 'setup';
    const call = callOf(expression);
    const effect = this.#effect(call, before);
    if (effect) return [effect];
    const expectation = call && expectationIn(call);
    if (expectation) {
      const { subject } = expectation;
      if (!concerns(subject)) return [];
      const raised = this.#raised(expectation.raises, subject, setup);
      return raised ?? this.settled(expectClaims(expectation, this.callee), setup);
    }
    const method = asserting.exec(call?.callee.text ?? '');
    if (call && method) {
      const [first, second] = call.arguments;
      const isRaise = /^(?:throws|rejects)$/.test(method[1] ?? '');
      if (isRaise && first) {
        const type = second && errorName(second);
        return concerns(first) ? (this.#raised({ type }, first, setup) ?? []) : [];
      }
      return this.settled(assertClaims(call, method[1] ?? 'ok', this.callee, concerns), setup);
    }
    return this.#loose(statement, expression, setup, concerns);
  }

  /** `f(x) === y`, `f(x) // => y`, `f(x) // throws E`. */
  #loose(
    statement: SyntaxNode,
    expression: SyntaxNode,
    setup: readonly SyntaxNode[],
    concerns: (node: SyntaxNode) => boolean,
  ): readonly ReadTest[] | 'setup' {
    if (!callsIt(expression, this.callee)) return 'setup';
    if (/^===?$/.test(expression.child('operator')?.kind ?? '')) {
      return this.settled(conditionClaims(expression, this.callee, concerns), setup);
    }
    const call = callOf(expression);
    const [printed] = call?.callee.text === 'console.log' ? call.arguments : [];
    const answer = bareCall(printed ?? expression, this.callee);
    const remark = remarkBehind(statement);
    if (!answer || !remark) return 'setup';
    const raises = /^\/\/\s*throws\b\s*(?:new\s+)?([A-Z][\w$]*)?/i.exec(remark.text);
    if (raises) {
      const exception = raises[1] === 'Error' ? undefined : raises[1];
      return this.settled([{ kind: 'throws', call: answer, exception }], setup);
    }
    const expected = this.told.remarks.get(remark);
    if (!expected) return 'setup';
    return this.settled([{ kind: 'equals', call: answer, expected, whole: undefined }], setup);
  }

  #block(statement: SyntaxNode, before: Preparation): readonly ReadTest[] | 'setup' {
    const called = [...callsIn(statement)].map(({ callee }) => rootOf(callee).text);
    const throws = !statement.descendants('throw_statement').next().done;
    if (!throws && !called.some((name) => name === 'assert' || name === 'expect')) return 'setup';
    if (!this.claims.concerns(statement, before)) return 'setup';
    if (called.includes('expect')) return [];
    const test = this.claims.test({ kind: 'holds', whole: [statement] }, before);
    return test ? [test] : [];
  }

  /** An equality that asserts what became of an argument. */
  #effect(call: Call | undefined, before: Preparation): ReadTest | undefined {
    if (!call) return undefined;
    const expectation = expectationIn(call);
    if (expectation) {
      const { subject, matcher, given, isDenied } = expectation;
      const [expected] = given;
      if (isDenied || !expected || !/^to(?:Equal|StrictEqual|Be)$/.test(matcher)) return undefined;
      return this.claims.effect(code`assert.deepStrictEqual(${subject}, ${expected});`, before);
    }
    const isAssertion = rootOf(call.callee).text === 'assert';
    return isAssertion ? this.claims.effect(code`${call.node};`, before) : undefined;
  }

  /**
   * Something raises: the body of a function without parameters, or a promise. Undefined where nothing
   * is said to.
   */
  #raised(
    raises: { readonly type: string | undefined } | undefined,
    subject: SyntaxNode,
    setup: readonly SyntaxNode[],
  ): ReadTest[] | undefined {
    if (!raises) return undefined;
    const { type } = raises;
    const found = thrownBy(subject);
    if (!found) return [];
    const { before, thrown } = found;
    if (!before.some((each) => callsIt(each, this.callee))) {
      const claim: Claim = { kind: 'throws', call: thrown, exception: type };
      return this.settled([claim], [...setup, ...before]);
    }
    const words = subject.childOfKind('async') ? 'await assert.rejects' : 'assert.throws';
    const whole = code`${words}(${subject}${type === undefined ? '' : `, ${type}`});`;
    return this.settled([{ kind: 'holds', whole }], setup);
  }
}

/** The statements of the function that is the last argument of `describe`, `it` and their like. */
function innerStatements(statement: SyntaxNode): readonly SyntaxNode[] | undefined {
  const call = callOf(statement);
  if (!call || !suites.test(call.callee.text)) return undefined;
  const callback = call.arguments.findLast((each) => each.child('body') !== undefined);
  const body = callback?.child('body');
  if (!body) return [];
  return body.kind === 'statement_block' ? body.namedChildren : [body];
}

function isExpression({ kind }: SyntaxNode): boolean {
  return kind === 'expression_statement';
}

function firstOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.namedChildren.find((child) => !child.isExtra);
}

/** What an expression of dots and calls begins with. */
function rootOf(node: SyntaxNode): SyntaxNode {
  const inner = node.child('object') ?? node.child('function');
  return inner === undefined ? node : rootOf(inner);
}

function isOfFramework(claim: Claim): boolean {
  const nodes: Code = claim.kind === 'throws' ? [] : (claim.whole ?? []);
  return nodesOf(nodes).some((node) =>
    [...node.descendants('identifier')].some(({ text }) => text === 'expect'),
  );
}
