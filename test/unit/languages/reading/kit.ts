import { languageOf } from '../../../../src/core/languages/languages.ts';
import type { TreeReading } from '../../../../src/core/languages/kit/reading/tree-reading.ts';
import type { SyntaxTree } from '../../../../src/core/syntax-tree.ts';
import type { LanguageId, TextEdit } from '../../../../src/core/text.ts';
import { sourceParser, type ThreadParser } from '../../../support/parser.ts';

export interface Read {
  readonly tree: SyntaxTree;
  readonly reading: TreeReading;
}

/** A parser for the tests of one `describe`, which ends with it. */
export function treeReader(): (language: LanguageId, text: string) => Promise<Read> {
  let parser: ThreadParser | undefined;
  after(() => parser?.dispose());
  return async (language, text) => {
    parser ??= sourceParser();
    return { tree: await parser.tree(language, text), reading: languageOf(language).reading };
  };
}

export function edited(text: string, edits: readonly TextEdit[] | undefined): string | undefined {
  if (!edits) return undefined;
  return edits.reduceRight(
    (result, { range, newText }) =>
      result.slice(0, range.start) + newText + result.slice(range.end),
    text,
  );
}
