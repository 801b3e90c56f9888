import { stubOf, withoutExport, type Subject } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import { parsedSource, type FoundFunction } from '../languages/parsed-source.ts';
import type { Declaration } from '../languages/kit/reading/declaration.ts';
import type { Parser } from '../ports.ts';
import type { TextRange } from '../text.ts';

/**
 * The file's header with the parameters of the answer, for a body that needs their names; the
 * answer's own header where the file's cannot be read.
 */
export async function headerWith(
  main: FoundFunction,
  subject: Subject,
  parser: Parser,
): Promise<string> {
  const language = languageOf(subject.language);
  const theirs = main.declaration;
  const written = theirs.textOf(theirs.header);
  const parameters = listOf(theirs);
  for (const around of [['', ''] as const, ...language.declarations.memberShells]) {
    const text = around.join(stubOf({ ...subject, doc: '' }));
    const parsed = parsedSource(await parser.tree(language.id, text));
    const own = parsed.functions[0]?.declaration;
    const list = own && listOf(own);
    if (!parameters || !own || !list || !parsed.tree.isSound) continue;
    const [before, after] = [
      text.slice(own.header.start, list.start),
      text.slice(list.end, own.header.end),
    ];
    return before + theirs.textOf(parameters) + after;
  }
  return withoutExport(written, language);
}

/** The list of parameters with its brackets, where it has them. */
function listOf({ value, node }: Declaration): TextRange | undefined {
  return (value ?? node).child('parameters')?.range;
}
