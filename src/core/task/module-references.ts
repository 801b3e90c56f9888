import type { LanguageFamily } from '../program/language.ts';
import { maskOf } from '../program/lexis.ts';

/** What an import names: a module, and in Python the names that it takes out of it. */
export interface ModuleReference {
  readonly module: string;
  readonly names: readonly string[];
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

const pythonImport =
  /^[ \t]*(?:\w+:[ \t]*)?(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n;]+)|import[ \t]+([^\n;]+))/gmu;

function pythonReferences(mask: string): ModuleReference[] {
  return [...mask.replace(/\\\r?\n/g, ' ').matchAll(pythonImport)].flatMap(
    ([, from, names = '', plain = '']) =>
      from === undefined
        ? firstWords(plain).map((module) => ({ module, names: [] }))
        : [{ module: from, names: firstWords(names.replace(/[()]/g, ' ')) }],
  );
}

/** `a as b, c.d` names `a` and `c.d`. */
function firstWords(list: string): string[] {
  return list
    .replace(/#.*/g, '')
    .split(',')
    .map((part) => /^[\p{L}\p{N}_.]+/u.exec(part.trim())?.[0] ?? '')
    .filter((word) => word !== '');
}

const scriptImport =
  /(?<![\w$.])(?:(?:import|export)(\s+type\b(?!\s*(?:,|from\b)))?[\w$\s{},*]*?\bfrom\s*|import\s*\(?\s*|require\s*\(\s*)("[^"\n]+"|'[^'\n]+'|`[^`$\n]+`|"+)/g;

function scriptReferences(text: string, mask: string): ModuleReference[] {
  return [...mask.matchAll(scriptImport)].flatMap(({ 0: all, 1: type, 2: quoted = '', index }) => {
    const end = index + all.length;
    const module = text.slice(end - quoted.length + 1, end - 1);
    return type !== undefined || module === '' ? [] : [{ module, names: [] }];
  });
}
