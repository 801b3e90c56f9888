import type { ReadTest } from './read-test.ts';

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
