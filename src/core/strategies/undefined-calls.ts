import { languageOf } from '../languages/languages.ts';
import { closingBracket, maskOf, splitTopLevel } from '../languages/kit/lexis.ts';
import type { LanguageId } from '../text.ts';

/** A call of a function that nothing defines. */
export interface UndefinedCall {
  readonly name: string;
  /** As written, on one line, at most 120 characters. */
  readonly call: string;
  /** How many arguments it is given. */
  readonly arguments: number;
}

const called = /(?<![\w.$])([A-Za-z_$][\w$]*)\s*\(/g;

/** Functions that `code` calls although neither it, nor the language, nor `defined` has them. */
export function undefinedCalls(
  code: string,
  defined: ReadonlySet<string>,
  languageId: LanguageId,
): readonly UndefinedCall[] {
  const language = languageOf(languageId);
  const { callable, bindings } = language.names;
  const mask = maskOf(code, language);
  const bound = new Set(
    bindings.flatMap((pattern) => [...mask.matchAll(pattern)].map((match) => match[1] ?? '')),
  );
  const found = new Map<string, UndefinedCall>();
  for (const match of mask.matchAll(called)) {
    const name = match[1] ?? '';
    if (callable.has(name) || bound.has(name) || defined.has(name) || found.has(name)) continue;
    const open = match.index + match[0].length - 1;
    const close = closingBracket(mask, open);
    if (close < 0) continue;
    const inside = code.slice(open + 1, close);
    const call = code.slice(match.index, close + 1).replace(/\s+/g, ' ');
    found.set(name, {
      name,
      call: call.length > 120 ? `${call.slice(0, 117)}...` : call,
      arguments: inside.trim() === '' ? 0 : splitTopLevel(inside, ',', language).length,
    });
  }
  return [...found.values()];
}
