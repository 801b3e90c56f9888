import type { Parser } from '../ports.ts';
import type { WantedImport } from '../patch/wanted-import.ts';
import type { LanguageId } from '../text.ts';

/** Import statements as what a file must have. */
export async function wantedImports(
  statements: readonly string[],
  language: LanguageId,
  reader: Parser,
): Promise<WantedImport[]> {
  return Promise.all(
    statements.map(async (text) => {
      const [found] = (await reader.summarize(language, text)).statements;
      const { defines = [], import: parsed } = found ?? {};
      return { text, defines, ...(parsed ? { import: parsed } : {}) };
    }),
  );
}
