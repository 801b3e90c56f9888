import type { LanguageId } from '../text.ts';
import { javascript, javascriptreact, typescript, typescriptreact } from './javascript/language.ts';
import type { Language } from './language.ts';
import { python } from './python/language.ts';

/** Every language. Families are named after one of their languages, so this finds those too. */
export const languages: Readonly<Record<LanguageId, Language>> = {
  python,
  typescript,
  typescriptreact,
  javascript,
  javascriptreact,
};

export function languageOf(id: LanguageId): Language {
  return languages[id];
}
