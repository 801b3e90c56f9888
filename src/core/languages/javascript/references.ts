import type { ModuleReference } from '../kit/module-reference.ts';

const scriptImport =
  /(?<![\w$.])(?:(?:import|export)(\s+type\b(?!\s*(?:,|from\b)))?[\w$\s{},*]*?\bfrom\s*|import\s*\(?\s*|require\s*\(\s*)("[^"\n]+"|'[^'\n]+'|`[^`$\n]+`|"+)/g;

export function scriptReferences(text: string, mask: string): ModuleReference[] {
  return [...mask.matchAll(scriptImport)].flatMap(({ 0: all, 1: type, 2: quoted = '', index }) => {
    const end = index + all.length;
    const module = text.slice(end - quoted.length + 1, end - 1);
    return type !== undefined || module === '' ? [] : [{ module, names: [] }];
  });
}
