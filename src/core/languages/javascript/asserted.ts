import type { SyntaxNode } from '../../syntax-tree.ts';
import type { Callee } from '../language.ts';
import { callOf, type Call } from '../kit/reading/calls.ts';
import { unwrapped } from '../kit/reading/unwrapped.ts';
import type { Claim, Concerns } from '../kit/tests/claims.ts';
import { code, type Code } from '../kit/tests/code.ts';

const equalities = new Set(['equal', 'strictEqual', 'deepEqual', 'deepStrictEqual']);
const others = /^(?:notEqual|notStrictEqual|notDeepStrictEqual|notDeepEqual|match)$/;

/** What a call of `assert`, or of one of its methods, says. */
export function assertClaims(
  { node, arguments: given }: Call,
  method: string,
  callee: Callee,
  concerns: Concerns,
): readonly Claim[] {
  const [a, b] = given;
  if (!a || !given.some(concerns)) return [];
  if (method === 'ok' || method === 'isTrue') return conditionClaims(a, callee, concerns);
  const whole = code`${node};`;
  if (equalities.has(method) && b) {
    const [call, expected] = concerns(a) ? [a, b] : [b, a];
    return [{ kind: 'equals', call, expected, whole }];
  }
  return others.test(method) ? [{ kind: 'holds', whole }] : [];
}

/** A condition that must be true: an equality where it is one, else a property. */
export function conditionClaims(
  condition: SyntaxNode,
  callee: Callee,
  concerns: Concerns,
): readonly Claim[] {
  const node = unwrapped(condition);
  if (!concerns(node)) return [];
  const operator = node.kind === 'binary_expression' ? node.child('operator')?.kind : undefined;
  const [left, right] = [node.child('left'), node.child('right')];
  const whole = holding(node);
  if (operator === undefined || !left || !right) return [truth(node, whole, callee)];
  switch (operator) {
    case '&&':
      return [left, right].flatMap((side) => conditionClaims(side, callee, concerns));
    case '<':
    case '<=':
      return [distance(left, right, whole, concerns) ?? { kind: 'holds', whole }];
    case '==':
    case '===':
      return [equality(left, right, whole, concerns)];
    default:
      return [{ kind: 'holds', whole }];
  }
}

function truth(node: SyntaxNode, whole: Code, callee: Callee): Claim {
  if (!callee.boolean) return { kind: 'holds', whole };
  const isDenied = node.kind === 'unary_expression' && node.child('operator')?.kind === '!';
  const denied = isDenied ? node.child('argument') : undefined;
  const expected = denied ? 'false' : 'true';
  return { kind: 'equals', call: denied ?? node, expected, whole };
}

function equality(left: SyntaxNode, right: SyntaxNode, whole: Code, concerns: Concerns): Claim {
  const [call, expected] = concerns(left) ? [left, right] : [right, left];
  const [inner, value] = [stringified(call), stringified(expected)];
  return inner && value
    ? { kind: 'equals', call: inner, expected: value, whole }
    : { kind: 'equals', call, expected, whole };
}

/** What `JSON.stringify(…)` is of. */
function stringified(node: SyntaxNode): SyntaxNode | undefined {
  const call = callOf(node);
  const [only] = call?.arguments ?? [];
  return call?.callee.text === 'JSON.stringify' && call.arguments.length === 1 ? only : undefined;
}

/** `Math.abs(f(x) - y) < e`. */
function distance(
  left: SyntaxNode,
  right: SyntaxNode,
  whole: Code,
  concerns: Concerns,
): Claim | undefined {
  const call = callOf(left);
  const [inner] = call?.arguments ?? [];
  const bound = unwrapped(right);
  const isEpsilon = bound.text === 'Number.EPSILON';
  const tolerance = isEpsilon ? Number.EPSILON : bound.kind === 'number' ? Number(bound.text) : NaN;
  if (call?.callee.text !== 'Math.abs' || !inner || !(tolerance > 0)) return undefined;
  const difference = unwrapped(inner);
  const [a, b] = [difference.child('left'), difference.child('right')];
  if (difference.child('operator')?.kind !== '-' || !a || !b) return undefined;
  const [answer, expected] = concerns(a) ? [a, b] : [b, a];
  return { kind: 'equals', call: answer, expected: unwrapped(expected), whole, tolerance };
}

/** An assertion that something is true. */
export function holding(...made: Code): Code {
  return ['assert.ok(', ...made, ');'];
}

/** What a function without parameters does at last, and what it does before. */
interface Thrown {
  readonly before: readonly SyntaxNode[];
  readonly thrown: SyntaxNode;
}

/** What is to throw: undefined for a function that is given something. */
export function thrownBy(subject: SyntaxNode): Thrown | undefined {
  const body = subject.child('body');
  if (!body) return { before: [], thrown: subject };
  const taken = subject.child('parameter') ?? subject.child('parameters')?.namedChildren[0];
  if (taken) return undefined;
  if (body.kind !== 'statement_block') return { before: [], thrown: body };
  const statements = body.namedChildren.filter((child) => !child.isExtra);
  const last = statements.at(-1);
  if (!last) return undefined;
  const isExpression = /^(?:expression|return)_statement$/.test(last.kind);
  const inner = isExpression ? last.namedChildren.find((child) => !child.isExtra) : undefined;
  return { before: statements.slice(0, -1), thrown: inner ?? last };
}

/** The class of an expected error; a message or pattern says no class. */
export function errorName(node: SyntaxNode): string | undefined {
  const type = node.kind === 'new_expression' ? node.child('constructor') : node;
  const name = type?.child('property')?.text ?? (type?.kind === 'identifier' ? type.text : '');
  return /^[A-Z]/.test(name) && name !== 'Error' ? name : undefined;
}
