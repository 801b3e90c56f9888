import type { Parser } from '../../ports.ts';
import type { SyntaxNode } from '../../syntax-tree.ts';
import type { Callee } from '../language.ts';
import { bareCall, callsIt } from '../kit/calls.ts';
import type { ReadTest } from '../kit/read-test.ts';
import { callOf, type Call } from '../kit/reading/calls.ts';
import type { Preparation } from '../kit/tests/claims.ts';
import { code } from '../kit/tests/code.ts';
import { lacksMessage, remarkBehind, testParts } from '../kit/tests/test-text.ts';
import { TestReader } from '../kit/tests/test-reader.ts';
import { nothingTold, toldResults } from '../kit/tests/told-results.ts';
import { conditionClaims, unittestClaims } from './asserted.ts';
import { readDoctests } from './doctests.ts';

/** Reads assertions, pytest and unittest forms, doctests and commented calls. */
export async function pythonTests(
  text: string,
  callee: Callee,
  parser: Parser,
): Promise<ReadTest[]> {
  const { tests, rest } = await readDoctests(text, callee, parser);
  if (!rest.includes(callee.name)) return [...tests];
  const parts = await testParts(rest, callee.language, parser);
  const told = await toldResults(parts, callee, parser);
  return [...tests, ...new PythonTestReader(callee, told).tests(parts)];
}

/** Reads the tests of statements that parse. */
export function pythonTestsIn(statements: readonly SyntaxNode[], callee: Callee): ReadTest[] {
  return new PythonTestReader(callee, nothingTold).tests(statements);
}

class PythonTestReader extends TestReader {
  protected innerStatements(statement: SyntaxNode): readonly SyntaxNode[] | undefined {
    return innerStatements(statement);
  }

  protected isRead(statement: SyntaxNode): boolean {
    return isWhole(statement) && !statement.isExtra && !skipped.test(statement.kind);
  }

  protected statement(
    statement: SyntaxNode,
    setup: readonly SyntaxNode[],
  ): readonly ReadTest[] | 'setup' {
    const before = this.claims.prepared(setup);
    const concerns = (node: SyntaxNode) => this.claims.concerns(node, before);
    switch (statement.kind) {
      case 'assert_statement': {
        const [condition] = statement.namedChildren.filter((child) => !child.isExtra);
        if (!condition) return [];
        const effect = this.claims.effect(code`assert ${condition}`, before);
        if (effect) return [effect];
        return this.settled(conditionClaims(condition, this.callee, concerns), setup);
      }
      case 'with_statement': {
        const raises = withRaises(statement);
        return raises ? this.#raising(raises, setup) : this.#block(statement, before);
      }
      case 'try_statement':
        return this.#try(statement, setup);
      case 'for_statement':
      case 'while_statement':
      case 'if_statement':
      case 'match_statement':
        return this.#block(statement, before);
      case 'expression_statement':
        return this.#expression(statement, setup, concerns);
      default:
        return 'setup';
    }
  }

  #expression(
    statement: SyntaxNode,
    setup: readonly SyntaxNode[],
    concerns: (node: SyntaxNode) => boolean,
  ): readonly ReadTest[] | 'setup' {
    const [expression] = statement.namedChildren;
    if (!expression || /assignment$/.test(expression.kind)) return 'setup';
    const call = callOf(expression);
    const called = call?.callee.text ?? '';
    if (call && raising.test(called)) return this.#raising({ call, body: [] }, setup);
    if (call && /^self\.(?:assert|fail)/.test(called)) {
      const claims = unittestClaims(call, this.callee, concerns);
      return this.settled(claims, setup);
    }
    if (!callsIt(expression, this.callee)) return 'setup';
    if (isEquality(expression)) {
      return this.settled(conditionClaims(expression, this.callee, concerns), setup);
    }
    const remark = remarkBehind(statement);
    const expected = remark && this.told.remarks.get(remark);
    const [printed] = call && called === 'print' ? call.arguments : [];
    const answer = bareCall(printed ?? expression, this.callee);
    if (!expected || !answer) return 'setup';
    return this.settled([{ kind: 'equals', call: answer, expected, whole: undefined }], setup);
  }

  /** A loop or a branch that asserts something of the function is one property. */
  #block(statement: SyntaxNode, before: Preparation): readonly ReadTest[] | 'setup' {
    const asserts = !statement.descendants('assert_statement').next().done;
    if (!asserts || !this.claims.concerns(statement, before)) return 'setup';
    const test = this.claims.test({ kind: 'holds', whole: [statement] }, before);
    return test ? [test] : [];
  }

  /** `with pytest.raises(E): f(x)`, its block form, and `assertRaises(E, f, x)`. */
  #raising({ call, body }: Raises, setup: readonly SyntaxNode[]): ReadTest[] {
    const [type, target, ...others] = call.arguments;
    const exception = type && exceptionName(type);
    const given = others.filter((each) => each.end > (target?.end ?? 0));
    if (target?.text === this.callee.name) {
      const list = given.flatMap((each, at) => (at === 0 ? [each] : [', ', each]));
      const made = [`${target.text}(`, ...list, ')'];
      return this.settled([{ kind: 'throws', call: made, exception }], setup);
    }
    return this.#throwing(body, exception, setup);
  }

  /** The one statement of a block that calls the function raises; those before it prepare. */
  #throwing(
    block: readonly SyntaxNode[],
    exception: string | undefined,
    setup: readonly SyntaxNode[],
  ): ReadTest[] {
    const calling = block.filter((each) => callsIt(each, this.callee));
    const [only] = calling;
    if (!only || calling.length > 1 || only.hasError) return [];
    const [inner] = only.kind === 'expression_statement' ? only.namedChildren : [];
    const assigned = inner?.kind === 'assignment' ? inner.child('right') : undefined;
    const before = [...setup, ...block.slice(0, block.indexOf(only))];
    return this.settled([{ kind: 'throws', call: assigned ?? inner ?? only, exception }], before);
  }

  /** `try: f(x); assert False / except E: pass` says that it raises E; other forms stay as they are. */
  #try(statement: SyntaxNode, setup: readonly SyntaxNode[]): readonly ReadTest[] {
    const body = statementsOf(statement.child('body'));
    if (!body.some((each) => callsIt(each, this.callee))) return [];
    const clauses = statement.childrenOfKind('except_clause', 'else_clause', 'finally_clause');
    const [handler] = clauses;
    const blocks = clauses.map((each) => statementsOf(each.childOfKind('block')));
    const fails = [body, ...blocks].some((block) => block.some(isFailure));
    const calling = body.filter((each) => callsIt(each, this.callee));
    if (fails && handler?.kind === 'except_clause' && calling.length === 1 && blocks.length <= 2) {
      const [caught] = handler.namedChildren.filter(
        (child) => !child.isExtra && child.kind !== 'block',
      );
      const type = caught?.kind === 'as_pattern' ? caught.namedChildren[0] : caught;
      return this.#throwing(body, type && exceptionName(type), setup);
    }
    if (statement.descendants('assert_statement').next().done) return [];
    const test = this.claims.test(
      { kind: 'holds', whole: [statement] },
      this.claims.prepared(setup),
    );
    return test ? [test] : [];
  }
}

function isWhole(statement: SyntaxNode): boolean {
  return !statement.hasError || lacksMessage(statement);
}

const skipped = /^(?:(?:future_)?import_(?:from_)?statement|return_statement|pass_statement)$/;
const raising = /^(?:pytest\.raises|self\.assertRaises(?:Regex)?)$/;

/** The statements of a scope that holds tests: a test function, a class, what runs as a script. */
function innerStatements(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  const declared = node.kind === 'decorated_definition' ? node.child('definition') : node;
  if (declared?.kind === 'class_definition') return statementsOf(declared.child('body'));
  if (declared?.kind === 'function_definition') {
    const isAsync = declared.childOfKind('async') !== undefined;
    const isTest = /^(?:test|check|it_|should)/.test(declared.child('name')?.text ?? '');
    return isTest || isAsync ? statementsOf(declared.child('body')) : [];
  }
  if (declared?.kind !== 'if_statement') return undefined;
  const isScript = /^__name__\b/.test(declared.child('condition')?.text ?? '');
  return isScript ? statementsOf(declared.child('consequence')) : undefined;
}

function statementsOf(block: SyntaxNode | undefined): readonly SyntaxNode[] {
  return block?.namedChildren.filter((child) => !child.isExtra) ?? [];
}

interface Raises {
  readonly call: Call;
  readonly body: readonly SyntaxNode[];
}

function withRaises(statement: SyntaxNode): Raises | undefined {
  const items = [...statement.descendants('with_item')];
  const [item] = items;
  const value = items.length === 1 ? item?.child('value') : undefined;
  const call =
    value && callOf(value.kind === 'as_pattern' ? (value.namedChildren[0] ?? value) : value);
  if (!call || !raising.test(call.callee.text)) return undefined;
  return { call, body: statementsOf(statement.child('body')) };
}

/** `assert False`, and what fails by itself. */
function isFailure(statement: SyntaxNode): boolean {
  const [told] = statement.namedChildren;
  if (statement.kind === 'assert_statement') return told?.kind === 'false';
  if (statement.kind === 'raise_statement') return /^AssertionError\b/.test(told?.text ?? '');
  return told !== undefined && /^(?:self|pytest)\.fail$/.test(callOf(told)?.callee.text ?? '');
}

/** A class by its own name; several as they are written; undefined where any exception will do. */
function exceptionName(type: SyntaxNode): string | undefined {
  if (type.kind === 'tuple') {
    const classes = type.namedChildren.filter((child) => !child.isExtra);
    const [only] = classes;
    return classes.length === 1 && only ? exceptionName(only) : type.text;
  }
  const name = type.text.split('.').at(-1) ?? '';
  return name === '' || /^(?:Exception|BaseException)$/.test(name) ? undefined : name;
}

function isEquality(expression: SyntaxNode): boolean {
  const operators = expression.childrenOf('operators');
  return expression.kind === 'comparison_operator' && operators.some(({ kind }) => kind === '==');
}
