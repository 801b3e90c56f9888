/** Makes plain script of a module: types, JSX and ESM go, lines stay where they were. */
import type { Transform } from 'sucrase';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { LanguageId } from '../../../core/text.ts';
import type { NamedByCalls } from '../harness.ts';
import { boundedTransform, TooAmbiguousError } from './bounded-transform.ts';
import { bindingsOf, importedNames, readersOf } from './imported-names.ts';
import { withoutNamespaces } from './namespaces.ts';
import { withSplitExports } from './split-exports.ts';

const esm =
  /^\s*(?:import|export)\b|[;}]\s*(?:export\s*[{*]|import\s*[{*'\"])|\bimport\s*\(|\bimport\.meta\b/m;

const transformsOf: Readonly<Partial<Record<LanguageId, readonly Transform[]>>> = {
  typescript: ['typescript', 'imports'],
  typescriptreact: ['typescript', 'jsx', 'imports'],
  javascriptreact: ['jsx', 'imports'],
};

/** True for source that imports or exports as modules of the language do. */
export function isEsm(source: string): boolean {
  return esm.test(source);
}

/** The error text says what is wrong and where. */
export function prepareScript(
  source: string,
  languageId: LanguageId,
  named?: NamedByCalls,
): Result<string, string> {
  const names = importedNames(source, named);
  const text = `${source.replace(/^\ufeff?(?:#![^\n]*)?/, '')}${readersOf(names)}`;
  const transforms = transformsOf[languageId] ?? (esm.test(text) ? ['imports'] : []);
  if (transforms.length === 0) return ok(text);
  try {
    const isTyped = transforms.includes('typescript');
    const isJsx = transforms.includes('jsx');
    const split = withSplitExports(text, isJsx, isTyped);
    const plain = isTyped ? withoutNamespaces(split, isJsx) : split;
    const made = boundedTransform(plain, {
      transforms: [...transforms],
      preserveDynamicImport: false,
      disableESTransforms: true,
      production: true,
    });
    const code = `${made.code}${bindingsOf(names)}`;
    const usesReact = isJsx && !/\bReact\b/.test(text) && code.includes('React.');
    // Behind the directive, which would not be one elsewhere.
    return ok(usesReact ? code.replace(';', ';const React = require("react");') : code);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail(`SyntaxError: ${message.replace(/^Error transforming \S+: /, '')}`);
  }
}

/** An expression without its types and elements; as it is where it has neither or cannot be read. */
export function prepareExpression(text: string, languageId: LanguageId): string {
  const transforms = (transformsOf[languageId] ?? []).filter((name) => name !== 'imports');
  if (transforms.length === 0) return text;
  try {
    const { code } = boundedTransform(`(${text}\n)`, {
      transforms: [...transforms],
      disableESTransforms: true,
      production: true,
    });
    return code.slice(1, code.lastIndexOf(')')).trim();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TooAmbiguousError) return text;
    throw error;
  }
}
