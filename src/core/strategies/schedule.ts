import type { PlanNodes } from './division.ts';

/**
 * Orders sibling subtrees into batches that can be solved side by side. A subtree that calls into
 * another one (a shared helper) comes after it; where two call into each other, the first of them
 * goes first and meets the other's draft.
 */
export function batches(nodes: PlanNodes, siblings: readonly string[]): readonly string[][] {
  const members = new Map(siblings.map((name) => [name, subtree(nodes, name)]));
  const needs = (one: string, other: string) =>
    one !== other &&
    [...(members.get(one) ?? [])].some((name) =>
      nodes.get(name)?.calls.some((called) => members.get(other)?.has(called)),
    );
  const result: string[][] = [];
  let rest = [...siblings];
  while (rest.length > 0) {
    const free = rest.filter((name) => !rest.some((other) => needs(name, other)));
    const batch = free.length > 0 ? free : rest.slice(0, 1);
    result.push(batch);
    rest = rest.filter((name) => !batch.includes(name));
  }
  return result;
}

/** The helpers that a function introduced: shared ones belong to the first that named them. */
export function childrenOf(nodes: PlanNodes, name: string): readonly string[] {
  return [...nodes.values()]
    .filter(({ parent }) => parent?.contract.name === name)
    .map(({ contract }) => contract.name);
}

/** A function with the helpers that it and they introduced. */
export function subtree(nodes: PlanNodes, name: string): ReadonlySet<string> {
  const found = new Set([name]);
  for (const child of childrenOf(nodes, name)) {
    for (const member of subtree(nodes, child)) found.add(member);
  }
  return found;
}

/** Functions that one reaches through calls, itself left out, dependencies first. */
export function reached(
  name: string,
  callsOf: (name: string) => readonly string[],
): readonly string[] {
  const order: string[] = [];
  const seen = new Set([name]);
  const visit = (one: string) => {
    for (const called of callsOf(one)) {
      if (seen.has(called)) continue;
      seen.add(called);
      visit(called);
      order.push(called);
    }
  };
  visit(name);
  return order;
}
