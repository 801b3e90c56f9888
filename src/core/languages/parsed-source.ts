import type { FoundFunction, ParsedSource } from '../ports.ts';
import type { Language } from './language.ts';
import { languageOf } from './languages.ts';
import { mentionedNames } from './kit/lexis.ts';
import type { LanguageId, TextRange } from '../text.ts';
import type { SyntaxFunction, SyntaxSummary } from '../syntax.ts';

/** What operators ask of a model's answer, from the summary of its syntax. */
export function parsedSource(
  summary: SyntaxSummary,
  languageId: LanguageId,
  text: string,
): ParsedSource {
  const language = languageOf(languageId);
  const slice = ({ start, end }: TextRange) => text.slice(start, end);
  const topLevel = summary.functions.filter((found) => !found.enclosing);
  const holdsFunction = ({ start, end }: TextRange) =>
    topLevel.some((found) => found.range.start >= start && found.range.end <= end);
  return {
    functions: summary.functions.map((found) => foundFunction(found, language, text)),
    imports: summary.statements
      .filter(({ kind }) => kind === 'import')
      .map(({ range }) => slice(range)),
    others: summary.statements
      .filter(
        ({ kind, range }) => kind !== 'import' && kind !== 'function' && !holdsFunction(range),
      )
      .map(({ range }) => slice(range)),
    errors: summary.errors,
  };
}

function foundFunction(found: SyntaxFunction, language: Language, text: string): FoundFunction {
  const { start, end } = found.range;
  const code = text.slice(start, end);
  const doc = found.doc
    ? language.declarations.docText(text.slice(found.doc.start, found.doc.end))
    : '';
  return {
    qualifiedName: found.qualifiedName,
    code,
    start,
    end,
    mentions: [...mentionedNames(code, language)],
    isStub: found.isStub,
    doc,
    signature: text.slice(found.signature.start, found.signature.end),
    parameters: found.parameters,
    ...(found.returns === undefined ? {} : { returns: found.returns }),
    async: found.async,
    generator: found.generator,
  };
}
