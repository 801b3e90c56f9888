import type { Language } from './language.ts';

/** The first sentence of a docstring literal or doc comment, or its first line. */
export function firstSentence(literal: string, { declarations }: Language): string {
  const said = declarations.docText(literal);
  return (/^[^\n]*?[.!?](?=\s|$)|^[^\n]*/.exec(said)?.[0] ?? '').slice(0, 120);
}
