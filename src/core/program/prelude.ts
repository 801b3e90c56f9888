import type { Language } from '../languages/language.ts';
import { mentionedNames } from '../languages/kit/lexis.ts';
import type { Scaffold } from '../task.ts';

const identifier = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/**
 * The module-level code of a program that holds `codes`: what the target needs, then of what the
 * module offers besides only what these codes mention, directly or through each other. Words in
 * comments and strings count as mentions: too much is harmless, too little is not. Only what runs when
 * it is loaded must be mentioned by code.
 */
export function preludeFor(
  scaffold: Scaffold,
  codes: readonly string[],
  language: Language,
): string {
  const { prelude, offers = [] } = scaffold;
  if (offers.length === 0) return prelude;
  const byName = new Map<string, number[]>();
  offers.forEach(({ names }, index) => {
    for (const name of names) byName.set(name, [...(byName.get(name) ?? []), index]);
  });
  const taken = new Set<number>();
  const open = [...codes];
  for (let code = open.pop(); code !== undefined; code = open.pop()) {
    const inCode = mentionedNames(code, language);
    for (const [name] of code.matchAll(identifier)) {
      for (const index of byName.get(name) ?? []) {
        const offer = offers[index];
        if (!offer || taken.has(index) || (offer.runs && !inCode.has(name))) continue;
        taken.add(index);
        open.push(offer.code);
      }
    }
  }
  const chosen = offers.filter((_, index) => taken.has(index)).map(({ code }) => code);
  return [prelude, ...chosen].filter((code) => code !== '').join('\n');
}
