import type { SyntaxNode } from '../../syntax-tree.ts';
import type { Callee } from '../language.ts';
import { callOf, type Call } from '../kit/reading/calls.ts';
import type { Claim } from '../kit/tests/claims.ts';
import { code, type Code } from '../kit/tests/code.ts';
import { errorName, holding } from './asserted.ts';

/** `expect(subject).not.matcher(given)`. */
export interface Expectation {
  readonly subject: SyntaxNode;
  readonly matcher: string;
  readonly given: readonly SyntaxNode[];
  readonly isDenied: boolean;
  /** Set where it says that something is thrown. */
  readonly raises?: { readonly type: string | undefined };
}

/** The expectation that a call is; undefined for any other. */
export function expectationIn({ callee, arguments: given }: Call): Expectation | undefined {
  const matcher = callee.child('property')?.text;
  const modifiers: string[] = [];
  let inner = callee.child('object');
  while (inner && /^(?:not|resolves|rejects)$/.test(inner.child('property')?.text ?? '')) {
    modifiers.push(inner.child('property')?.text ?? '');
    inner = inner.child('object');
  }
  const made = inner && callOf(inner);
  const [subject] = made?.arguments ?? [];
  if (matcher === undefined || made?.callee.text !== 'expect' || !subject) return undefined;
  const isDenied = modifiers.includes('not');
  const raises = /^toThrow/.test(matcher) || modifiers.includes('rejects');
  const [first] = given;
  const type = first && errorName(first);
  return {
    subject,
    matcher,
    given,
    isDenied,
    ...(raises && !isDenied ? { raises: { type } } : {}),
  };
}

const values: Readonly<Record<string, string>> = {
  toBeNull: 'null',
  toBeUndefined: 'undefined',
  toBeNaN: 'NaN',
};

/** Conditions for matchers that say more than equality; `a` is the subject, `b` the argument. */
const conditions: Readonly<Record<string, (a: SyntaxNode, b: SyntaxNode) => Code>> = {
  toBeGreaterThan: (a, b) => code`(${a}) > (${b})`,
  toBeGreaterThanOrEqual: (a, b) => code`(${a}) >= (${b})`,
  toBeLessThan: (a, b) => code`(${a}) < (${b})`,
  toBeLessThanOrEqual: (a, b) => code`(${a}) <= (${b})`,
  toContain: (a, b) => code`(${a}).includes(${b})`,
  toHaveLength: (a, b) => code`(${a}).length === (${b})`,
  toBeInstanceOf: (a, b) => code`(${a}) instanceof ${b}`,
  // A text stands for itself there, a pattern does not.
  toMatch: (a, b) =>
    b.kind === 'string' ? code`(${a}).includes(${b})` : code`new RegExp(${b}).test(${a})`,
  toBe: (a, b) => code`Object.is(${a}, ${b})`,
};

const truths: Readonly<Record<string, (a: SyntaxNode) => Code>> = {
  toBeTruthy: (a) => [a],
  toBeFalsy: (a) => code`!(${a})`,
  toBeDefined: (a) => code`(${a}) !== undefined`,
};

/** What a matcher says of its subject; what throws is not meant here. */
export function expectClaims(
  { subject, matcher, given, isDenied }: Expectation,
  callee: Callee,
): readonly Claim[] {
  if (/^toThrow/.test(matcher)) return [];
  const [argument, digits] = given;
  const isEqual = /^to(?:Be|Equal|StrictEqual)$/.test(matcher);
  const value = values[matcher] ?? (isEqual ? argument : undefined);
  if (value !== undefined && !isDenied) {
    const whole = code`assert.deepStrictEqual(${subject}, ${value});`;
    return [{ kind: 'equals', call: subject, expected: value, whole }];
  }
  if (matcher === 'toBeCloseTo' && !isDenied && argument) {
    const tolerance = 0.5 * 10 ** -Number(digits?.text ?? 2);
    const near = code`Math.abs((${subject}) - (${argument})) < ${String(tolerance)}`;
    return [
      { kind: 'equals', call: subject, expected: argument, whole: holding(...near), tolerance },
    ];
  }
  if (callee.boolean && /^toBe(?:Truthy|Falsy)$/.test(matcher)) {
    const isTrue = (matcher === 'toBeTruthy') === !isDenied;
    const whole = holding(...(isTrue ? [subject] : code`!(${subject})`));
    return [{ kind: 'equals', call: subject, expected: isTrue ? 'true' : 'false', whole }];
  }
  if (isDenied && argument && /^to(?:Strict)?Equal$/.test(matcher)) {
    return [{ kind: 'holds', whole: code`assert.notDeepStrictEqual(${subject}, ${argument});` }];
  }
  const made = conditionOf(matcher, subject, argument);
  if (!made) return [];
  return [{ kind: 'holds', whole: holding(...(isDenied ? code`!(${made})` : made)) }];
}

function conditionOf(
  matcher: string,
  subject: SyntaxNode,
  argument: SyntaxNode | undefined,
): Code | undefined {
  const value = values[matcher];
  if (value !== undefined) return code`Object.is(${subject}, ${value})`;
  return truths[matcher]?.(subject) ?? (argument && conditions[matcher]?.(subject, argument));
}
