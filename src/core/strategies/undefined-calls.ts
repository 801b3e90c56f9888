import { callsIn } from '../languages/kit/reading/calls.ts';
import { languageOf } from '../languages/languages.ts';
import type { Parser } from '../ports.ts';
import type { LanguageId } from '../text.ts';

/** A call of a function that nothing defines. */
export interface UndefinedCall {
  readonly name: string;
  /** As written, on one line, at most 120 characters. */
  readonly call: string;
  /** How many arguments it is given. */
  readonly arguments: number;
}

/** Functions that `code` calls although neither it, nor the language, nor `defined` has them. */
export async function undefinedCalls(
  code: string,
  defined: ReadonlySet<string>,
  languageId: LanguageId,
  parser: Parser,
): Promise<readonly UndefinedCall[]> {
  const language = languageOf(languageId);
  const { root } = await language.reading.snippet(parser, languageId, code);
  const { references, bound } = language.reading.names(root);
  const free = new Set(references.filter(({ name }) => !bound.has(name)).map(({ node }) => node));
  const found = new Map<string, UndefinedCall>();
  for (const { node, callee, arguments: given, isNew } of callsIn(root)) {
    const name = callee.text;
    if (isNew || !free.has(callee) || found.has(name)) continue;
    if (language.names.callable.has(name) || defined.has(name)) continue;
    const call = node.text.replace(/\s+/g, ' ');
    found.set(name, {
      name,
      call: call.length > 120 ? `${call.slice(0, 117)}...` : call,
      arguments: given.length,
    });
  }
  return [...found.values()];
}
