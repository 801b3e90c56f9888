import { languageIds, type LanguageId } from '../text.ts';
import { scriptFacts } from './javascript/facts.ts';
import { scriptLexis } from './javascript/lexis.ts';
import type { LanguageTraits } from './kit/facts.ts';
import { pythonFacts } from './python/facts.ts';
import { pythonLexis } from './python/lexis.ts';

/** Every language without its readers: what the editor asks before it loads the engine. */
const traits: Readonly<Record<LanguageId, LanguageTraits>> = {
  python: { ...pythonFacts, ...pythonLexis },
  typescript: { ...scriptFacts.typescript, ...scriptLexis },
  typescriptreact: { ...scriptFacts.typescriptreact, ...scriptLexis },
  javascript: { ...scriptFacts.javascript, ...scriptLexis },
  javascriptreact: { ...scriptFacts.javascriptreact, ...scriptLexis },
};

export function traitsOf(id: LanguageId): LanguageTraits {
  return traits[id];
}

/** Endings of files that functions are grown in, in the order of the languages. */
export const sourceEndings: readonly string[] = languageIds.flatMap((id) => traits[id].endings);

/** By the ending of a file's name, in the order in which people see them listed. */
const byEnding: ReadonlyMap<string, LanguageId> = new Map(
  languageIds.flatMap((id) => {
    const { endings, declarationEndings } = traits[id];
    return [...endings, ...declarationEndings].map((ending) => [ending, id] as const);
  }),
);

export const knownEndings: readonly string[] = [...byEnding.keys()];

/** The language of a file by its name; undefined for files of others. */
export function languageOfPath(path: string): LanguageId | undefined {
  return byEnding.get((/[^/\\](\.[^./\\]*)$/.exec(path)?.[1] ?? '').toLowerCase());
}
