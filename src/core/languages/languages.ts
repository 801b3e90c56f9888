import type { Callee } from './kit/calls.ts';
import type { ReadTest } from './kit/read-test.ts';
import { pythonTests } from './python/read-tests.ts';
import { javascriptTests } from './javascript/read-tests.ts';
import { languageFacts, type LanguageFamily } from './kit/facts.ts';
import type { DeclarationParts } from './kit/declaration.ts';
import { maskOf } from './kit/lexis.ts';
import { pythonParts } from './python/declaration.ts';
import { scriptParts } from './javascript/declaration.ts';
import type { LanguageId } from '../text.ts';
import { docstringText } from './python/doc.ts';
import { docCommentText } from './javascript/doc.ts';
import type { ModuleReference } from './kit/module-reference.ts';
import { pythonReferences } from './python/references.ts';
import { scriptReferences } from './javascript/references.ts';
import type { SyntaxSummary } from '../syntax.ts';
import { pythonTables } from './python/table-tests.ts';
import { javascriptTables } from './javascript/table-tests.ts';
import type { Value } from '../values/value.ts';
import type { ValueLanguage } from '../values/equality.ts';
import { Output, type QuoteMark } from '../values/show.ts';
import { showPython } from './python/show.ts';
import { showJavaScript } from './javascript/show.ts';
import type { MutationGrammar } from './kit/mutation-grammar.ts';
import { python } from './python/mutation.ts';
import { javascript } from './javascript/mutation.ts';

export function readTestCode(code: string, callee: Callee): ReadTest[] {
  return callee.family === 'python' ? pythonTests(code, callee) : javascriptTests(code, callee);
}

/** Takes the declaration of `name` apart; undefined where `code` does not hold one. */
export function declarationParts(
  code: string,
  name: string,
  family: LanguageFamily,
): DeclarationParts | undefined {
  const mask = maskOf(code, family);
  return family === 'python' ? pythonParts(code, mask, name) : scriptParts(code, mask, name);
}

/** The plain text of a docstring literal or doc comment: no quotes, stars or common indentation. */
export function docTextOf(literal: string, language: LanguageId): string {
  return languageFacts(language).family === 'python'
    ? docstringText(literal)
    : docCommentText(literal);
}

/** The first sentence of a docstring literal or doc comment, or its first line. */
export function firstSentence(literal: string, language: LanguageId): string {
  const said = docTextOf(literal, language);
  return (/^[^\n]*?[.!?](?=\s|$)|^[^\n]*/.exec(said)?.[0] ?? '').slice(0, 120);
}

/**
 * The imports of a text wherever they stand, in functions too, in the order of the text and each
 * module once. Those of types alone are left out.
 *
 * @param exact False where an import in a comment or a string may count, which is much faster.
 */
export function moduleReferences(
  text: string,
  family: LanguageFamily,
  exact: boolean,
): ModuleReference[] {
  const mask = exact ? maskOf(text, family) : text;
  const found = family === 'python' ? pythonReferences(mask) : scriptReferences(text, mask);
  const byModule = new Map<string, Set<string>>();
  for (const { module, names } of found) {
    const known = byModule.get(module) ?? new Set();
    for (const name of names) known.add(name);
    byModule.set(module, known);
  }
  return [...byModule].map(([module, names]) => ({ module, names: [...names] }));
}

/** The bodies of the table tests of a file, row by row. */
export function tableTests(text: string, summary: SyntaxSummary, family: LanguageFamily): string[] {
  return family === 'python' ? pythonTables(text, summary) : javascriptTables(text);
}

/**
 * @param limit Most characters of the answer; the rest becomes `…`.
 * @param style `source` can be read back as a literal where there is one; `printed` is what the
 *   language prints: Python's `nan` is no name there.
 * @param mark The quote of strings that hold no quote of that kind.
 */
export function showValue(
  value: Value,
  language: ValueLanguage,
  limit = 200,
  style: 'source' | 'printed' = 'source',
  mark: QuoteMark = "'",
): string {
  const out = new Output(limit, style, mark);
  if (language === 'python') showPython(value, out);
  else showJavaScript(value, out);
  return out.text();
}

export const mutationGrammars: Readonly<Record<LanguageFamily, MutationGrammar>> = {
  python,
  javascript,
};
