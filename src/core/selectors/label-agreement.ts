import type { Table } from './table.ts';

/** Instances that the sample must outnumber before its agreement is believed by half. */
const shrinkage = 5;

/**
 * How far independently written tests agree on what a call gives (rho), 0..1, and so how far their
 * labels are to be trusted: over all instances of tests whose call another instance states too, the mean
 * share of those others that state the same, shrunk towards 0 by five instances:
 *
 *     rho = sum_c sum_t m_t (m_t - 1) / (M_c - 1)  /  (5 + sum_c M_c)
 *
 * c runs over calls that are stated more than once, t over the distinct statements of c, m_t are their
 * instances and M_c their sum. 0 where nothing is known of it.
 */
export function labelAgreement({ matrix: { testCalls }, testWeights }: Table): number {
  const statements = new Map<string, number[]>();
  testWeights.forEach((instances, test) => {
    const call = testCalls?.[test];
    if (call === undefined || call === null) return;
    statements.set(call, [...(statements.get(call) ?? []), instances]);
  });
  let agreeing = 0;
  let all = 0;
  for (const instances of statements.values()) {
    const stated = instances.reduce((sum, each) => sum + each, 0);
    if (stated < 2) continue;
    all += stated;
    for (const each of instances) agreeing += (each * Math.max(each - 1, 0)) / (stated - 1);
  }
  return agreeing / (all + shrinkage);
}
