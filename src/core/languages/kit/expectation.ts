import { isBalanced, maskOf } from './lexis.ts';
import type { Callee } from '../language.ts';
import { bareCall, callsIt } from './calls.ts';
import type { ReadTest } from './read-test.ts';

/**
 * A tolerance is relative too: beyond this, what is written as a distance would let other values pass, 9 for 3
 * within 1.
 */
const widestTolerance = 0.01;

/**
 * `call` returns `expected`, where it is a bare call and the expectation is a value, near it at most;
 * otherwise `whole`, the assertion as it was written.
 */
export function equalsOrHolds<W extends ReadTest | undefined>(
  call: string,
  expected: string,
  whole: W,
  callee: Callee,
  tolerance?: number,
): ReadTest | W {
  if (tolerance !== undefined && tolerance > widestTolerance) return whole;
  const bare = bareCall(call, callee);
  const value = expected.trim();
  const valid =
    value !== '' && isBalanced(maskOf(value, callee.language)) && !callsIt(value, callee);
  if (bare === undefined || !valid) return whole;
  return {
    call: bare,
    expectation: {
      kind: 'equals',
      expected: value.replace(/\s*\n\s*/g, ' '),
      ...(tolerance === undefined ? {} : { tolerance }),
    },
  };
}

/** The call raises; where it is more than a bare call, the property that it does. */
export function throwsOrHolds(
  call: string,
  exception: string | undefined,
  callee: Callee,
): ReadTest {
  const plain = call.replace(/;\s*$/, '').trim();
  const bare = bareCall(plain, callee);
  if (bare !== undefined) {
    return {
      call: bare,
      expectation: { kind: 'throws', ...(exception !== undefined && { exception }) },
    };
  }
  return asHolds(callee.language.throwsByItself(plain, exception));
}

/** A property, named by its last line. */
export function asHolds(assertion: string): ReadTest {
  const lines = assertion.trim().split('\n');
  const last = (
    lines.findLast((line) => /\bassert\b|throw\b|expect\(/.test(line)) ??
    lines[0] ??
    ''
  ).trim();
  const call = last.length > 120 ? `${last.slice(0, 117)}...` : last;
  return { call, expectation: { kind: 'holds', assertion: assertion.trim() } };
}
