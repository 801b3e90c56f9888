import type { SyntaxNode } from '../../syntax-tree.ts';
import type { Callee } from '../language.ts';
import { bareCall } from '../kit/calls.ts';
import { callOf, type Call } from '../kit/reading/calls.ts';
import { unwrapped } from '../kit/reading/unwrapped.ts';
import type { Claim, Concerns } from '../kit/tests/claims.ts';
import { code, type Code } from '../kit/tests/code.ts';

/** What `assert CONDITION` says. Conjunctions are asserted one by one. */
export function conditionClaims(
  condition: SyntaxNode,
  callee: Callee,
  concerns: Concerns,
): readonly Claim[] {
  const node = unwrapped(condition);
  if (!concerns(node)) return [];
  if (node.kind === 'boolean_operator' && node.childOfKind('and')) {
    const sides = [...node.childrenOf('left'), ...node.childrenOf('right')];
    return sides.flatMap((side) => conditionClaims(side, callee, concerns));
  }
  return [conditionClaim(node, callee, concerns)];
}

function conditionClaim(node: SyntaxNode, callee: Callee, concerns: Concerns): Claim {
  const whole = code`assert ${node}`;
  const holds: Claim = { kind: 'holds', whole };
  if (node.kind === 'not_operator') {
    const denied = node.child('argument');
    return callee.boolean && denied
      ? { kind: 'equals', call: denied, expected: 'False', whole }
      : holds;
  }
  const truth: Claim = callee.boolean
    ? { kind: 'equals', call: node, expected: 'True', whole }
    : holds;
  if (node.kind === 'call') return closeness(node, whole, concerns) ?? truth;
  if (node.kind !== 'comparison_operator') return truth;
  const [left, right, ...others] = node.namedChildren.filter(
    (child) => !child.isExtra && child.field !== 'operators',
  );
  const [operator] = node.childrenOf('operators');
  if (!left || !right || others.length > 0) return holds;
  switch (operator?.kind) {
    case 'is':
      return { kind: 'equals', call: left, expected: right, whole };
    case '==':
      return equality(left, right, whole, concerns);
    case '<':
    case '<=':
      return distance(left, right, whole, concerns) ?? holds;
    default:
      return holds;
  }
}

/** Which side calls the function is not said; `approx` may stand on the other. */
export function equality(
  left: SyntaxNode,
  right: SyntaxNode,
  whole: Code | undefined,
  concerns: Concerns,
): Claim {
  const [call, expected] = concerns(left) ? [left, right] : [right, left];
  const near = callOf(expected);
  const [value, ...options] = near?.arguments ?? [];
  if (!near || !value || !/^(?:pytest\.)?approx$/.test(near.callee.text)) {
    return { kind: 'equals', call, expected, whole };
  }
  return { kind: 'equals', call, expected: value, whole, tolerance: toleranceOf(options, 1e-6) };
}

/** `math.isclose(f(x), y, rel_tol=e)`. */
function closeness(node: SyntaxNode, whole: Code, concerns: Concerns): Claim | undefined {
  const call = callOf(node);
  if (!call || !/^(?:(?:c?math|np|numpy)\.)?(?:isclose|allclose)$/.test(call.callee.text)) {
    return undefined;
  }
  const [a, b, ...options] = call.arguments;
  if (!a || !b) return undefined;
  const [answer, expected] = concerns(a) ? [a, b] : [b, a];
  return {
    kind: 'equals',
    call: answer,
    expected,
    whole,
    tolerance: toleranceOf(options, 1e-9),
  };
}

/** `abs(f(x) - y) < e`. */
function distance(
  left: SyntaxNode,
  right: SyntaxNode,
  whole: Code,
  concerns: Concerns,
): Claim | undefined {
  const call = callOf(left);
  const [inner, ...others] = call?.arguments ?? [];
  const tolerance = numberOf(right);
  if (call?.callee.text !== 'abs' || !inner || others.length > 0 || tolerance === undefined) {
    return undefined;
  }
  const difference = unwrapped(inner);
  const [a, b] = [difference.child('left'), difference.child('right')];
  if (difference.child('operator')?.kind !== '-' || !a || !b) return undefined;
  const [answer, expected] = concerns(a) ? [a, b] : [b, a];
  return { kind: 'equals', call: answer, expected: unwrapped(expected), whole, tolerance };
}

function toleranceOf(options: readonly SyntaxNode[], usual: number): number {
  const values = options.flatMap((option) => {
    const value = option.kind === 'keyword_argument' ? option.child('value') : option;
    const isTolerance = /^(?:rel_tol|abs_tol|rel|abs|rtol|atol)$/.test(
      option.child('name')?.text ?? 'rel',
    );
    return (isTolerance && value && numberOf(value)) || [];
  });
  return values.length > 0 ? Math.max(...values) : usual;
}

/** A positive number as it is written. */
function numberOf(node: SyntaxNode): number | undefined {
  const value = /^(?:integer|float)$/.test(node.kind) ? Number(node.text.replaceAll('_', '')) : 0;
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** What `self.assertEqual(…)` and its like say. */
export function unittestClaims(
  { callee: called, arguments: given }: Call,
  callee: Callee,
  concerns: Concerns,
): readonly Claim[] {
  const method = called.child('attribute')?.text ?? '';
  const [a, b, ...rest] = given.filter(({ kind }) => kind !== 'keyword_argument');
  if (!a) return [];
  if (/^(?:assertTrue|failUnless)$/.test(method)) return conditionClaims(a, callee, concerns);
  if (!given.some(concerns)) return [];
  if (/^(?:assertFalse|failIf)$/.test(method)) {
    const whole = code`assert not ${operand(a)}`;
    const isAnswer = callee.boolean && bareCall(a, callee) !== undefined;
    return [
      isAnswer ? { kind: 'equals', call: a, expected: 'False', whole } : { kind: 'holds', whole },
    ];
  }
  if (method === 'assertIsNone') {
    return [{ kind: 'equals', call: a, expected: 'None', whole: code`assert ${a} is None` }];
  }
  if (method === 'assertIsNotNone')
    return [{ kind: 'holds', whole: code`assert ${a} is not None` }];
  if (!b) return [];
  if (equalities.has(method)) return [equality(a, b, code`assert ${a} == ${b}`, concerns)];
  if (method === 'assertIs') {
    return [{ kind: 'equals', call: a, expected: b, whole: code`assert ${a} is ${b}` }];
  }
  if (method === 'assertAlmostEqual' || method === 'assertAlmostEquals') {
    return [nearness(a, b, rest[0], given, concerns)];
  }
  const whole = comparisons[method]?.(a, b);
  return whole ? [{ kind: 'holds', whole }] : [];
}

function nearness(
  a: SyntaxNode,
  b: SyntaxNode,
  third: SyntaxNode | undefined,
  given: readonly SyntaxNode[],
  concerns: Concerns,
): Claim {
  const named = (name: string) =>
    given.find((each) => each.child('name')?.text === name)?.child('value');
  const places = Number((named('places') ?? third)?.text ?? 7);
  const delta = named('delta');
  const tolerance = (delta && numberOf(delta)) ?? 0.5 * 10 ** -places;
  const whole = code`assert abs(${a} - (${b})) < ${String(tolerance)}`;
  const [call, expected] = concerns(a) ? [a, b] : [b, a];
  if (!Number.isFinite(tolerance) || (delta && numberOf(delta) === undefined)) {
    return { kind: 'holds', whole: code`assert abs(${a} - (${b})) <= ${delta ?? '0'}` };
  }
  return { kind: 'equals', call, expected, whole, tolerance };
}

const equalities = new Set(
  ['', 's', 'List', 'Dict', 'Set', 'Tuple', 'Sequence', 'MultiLine'].map((kind) =>
    kind === 's' ? 'assertEquals' : `assert${kind}Equal`,
  ),
);

const comparisons: Readonly<Record<string, (a: SyntaxNode, b: SyntaxNode) => Code>> = {
  assertNotEqual: (a, b) => code`assert ${a} != ${b}`,
  assertIsNot: (a, b) => code`assert ${a} is not ${b}`,
  assertIn: (a, b) => code`assert ${a} in ${b}`,
  assertNotIn: (a, b) => code`assert ${a} not in ${b}`,
  assertIsInstance: (a, b) => code`assert isinstance(${a}, ${b})`,
  assertNotIsInstance: (a, b) => code`assert not isinstance(${a}, ${b})`,
  assertCountEqual: (a, b) => code`assert sorted(${a}) == sorted(${b})`,
  assertGreater: (a, b) => code`assert ${a} > ${b}`,
  assertGreaterEqual: (a, b) => code`assert ${a} >= ${b}`,
  assertLess: (a, b) => code`assert ${a} < ${b}`,
  assertLessEqual: (a, b) => code`assert ${a} <= ${b}`,
};

/** In parentheses where a word before it would take only a part. */
function operand(node: SyntaxNode): Code {
  const isOpen = /^(?:boolean_operator|conditional_expression|lambda|named_expression)$/;
  return isOpen.test(node.kind) ? code`(${node})` : [node];
}
