import { maskOf, type Lexis } from './lexis.ts';
import type { Loading } from './loading.ts';
import type { ModuleReference } from './module-reference.ts';

/**
 * The imports of a text wherever they stand, in functions too, in the order of the text and each
 * module once. Those of types alone are left out.
 *
 * @param exact False where an import in a comment or a string may count, which is much faster.
 */
export function moduleReferences(
  text: string,
  language: Lexis & { readonly loading: Pick<Loading, 'references'> },
  exact: boolean,
): ModuleReference[] {
  const mask = exact ? maskOf(text, language) : text;
  const byModule = new Map<string, Set<string>>();
  for (const { module, names } of language.loading.references(text, mask)) {
    const known = byModule.get(module) ?? new Set();
    for (const name of names) known.add(name);
    byModule.set(module, known);
  }
  return [...byModule].map(([module, names]) => ({ module, names: [...names] }));
}
