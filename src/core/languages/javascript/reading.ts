import type { Declaration } from '../kit/reading/declaration.ts';
import { Layout } from '../kit/reading/layout.ts';
import { normalForm } from '../kit/reading/normal-form.ts';
import { readExpression, readSnippet } from '../kit/reading/snippet.ts';
import { stringsIn } from '../kit/reading/strings.ts';
import type { TreeReading } from '../kit/reading/tree-reading.ts';
import { scriptDeclarations } from './reading/declarations.ts';
import { scriptLayout } from './reading/layout.ts';
import { scriptNames } from './reading/names.ts';
import { scriptSignature } from './reading/signature.ts';
import { scriptSnippets } from './reading/snippet.ts';

const { strings } = scriptLayout;

/** `import`, or a constant that is what `require` gives. */
function isImport({ kind, value }: Declaration): boolean {
  if (kind === 'import') return true;
  return kind === 'constant' && value?.child('function')?.text === 'require';
}

/** Of JavaScript, JSX, TypeScript and TSX: each grammar has only what the language has. */
export const scriptReading: TreeReading = {
  names: (...code) => scriptNames(code),
  layout: (tree) => new Layout(tree, scriptLayout),
  declarations: scriptDeclarations,
  signature: scriptSignature,
  isImport,
  normalForm: (code) =>
    normalForm(code, {
      strings,
      isDocumentation: () => false,
      isSeparator: ({ kind, parent }) => kind === ';' && parent?.kind !== 'for_statement',
    }),
  strings: (code) => stringsIn(code, strings),
  snippet: (parser, language, text) => readSnippet(parser, language, text, scriptSnippets),
  expression: (parser, language, text) => readExpression(parser, language, text, scriptSnippets),
};
