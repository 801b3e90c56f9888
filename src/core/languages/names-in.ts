import { applyEdits } from '../apply-edits.ts';
import type { Parser } from '../ports.ts';
import type { Names } from './kit/reading/names.ts';
import type { Language } from './language.ts';

/** The names of a text, which may be a part of a file. */
export async function namesIn(
  text: string,
  { id, reading }: Language,
  parser: Parser,
): Promise<Names> {
  return reading.names((await reading.snippet(parser, id, text)).root);
}

/** Names that a text uses from around it, or from its own outermost level, in their order. */
export async function usedNames(
  text: string,
  language: Language,
  parser: Parser,
): Promise<ReadonlySet<string>> {
  const { references } = await namesIn(text, language, parser);
  return new Set(references.map(({ name }) => name));
}

/** A text with another name for something outside of its inner scopes, which has no such name yet. */
export async function renamedIn(
  text: string,
  from: string,
  to: string,
  language: Language,
  parser: Parser,
): Promise<string> {
  const edits = (await namesIn(text, language, parser)).renaming(new Map([[from, to]]));
  return edits ? applyEdits(text, edits) : text;
}
