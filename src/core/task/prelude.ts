import type { Scaffold } from './task.ts';

const identifier = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/**
 * The module-level code of a program that holds `codes`: what the target needs, then of what the
 * module offers besides only what these codes mention, directly or through each other. Words in
 * comments and strings count as mentions: too much is harmless, too little is not.
 */
export function preludeFor(scaffold: Scaffold, codes: readonly string[]): string {
  const { prelude, offers = [] } = scaffold;
  if (offers.length === 0) return prelude;
  const byName = new Map<string, number[]>();
  offers.forEach(({ names }, index) => {
    for (const name of names) byName.set(name, [...(byName.get(name) ?? []), index]);
  });
  const taken = new Set<number>();
  const open = [...codes];
  for (let code = open.pop(); code !== undefined; code = open.pop()) {
    for (const [name] of code.matchAll(identifier)) {
      for (const index of byName.get(name) ?? []) {
        if (taken.has(index)) continue;
        taken.add(index);
        open.push(offers[index]?.code ?? '');
      }
    }
  }
  const chosen = offers.filter((_, index) => taken.has(index)).map(({ code }) => code);
  return [prelude, ...chosen].filter((code) => code !== '').join('\n');
}
