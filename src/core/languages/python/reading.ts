import { Layout } from '../kit/reading/layout.ts';
import { normalForm } from '../kit/reading/normal-form.ts';
import { readExpression, readSnippet } from '../kit/reading/snippet.ts';
import { stringsIn } from '../kit/reading/strings.ts';
import type { TreeReading } from '../kit/reading/tree-reading.ts';
import { pythonDeclarations } from './reading/declarations.ts';
import { isDocstring, pythonLayout } from './reading/layout.ts';
import { pythonNames } from './reading/names.ts';
import { pythonSignature } from './reading/signature.ts';
import { pythonSnippets } from './reading/snippet.ts';

const { strings } = pythonLayout;

export const pythonReading: TreeReading = {
  names: (...code) => pythonNames(code),
  layout: (tree) => new Layout(tree, pythonLayout),
  declarations: pythonDeclarations,
  signature: pythonSignature,
  isImport: ({ kind }) => kind === 'import',
  normalForm: (code) =>
    normalForm(code, {
      strings,
      isDocumentation: ({ kind, namedChildren: [first] }) =>
        kind === 'expression_statement' && first !== undefined && isDocstring(first),
      isSeparator: ({ kind }) => kind === ';',
    }),
  strings: (code) => stringsIn(code, strings),
  snippet: (parser, language, text) => readSnippet(parser, language, text, pythonSnippets),
  expression: (parser, language, text) => readExpression(parser, language, text, pythonSnippets),
};
