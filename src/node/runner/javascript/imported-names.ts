/**
 * Calls and assertions are evaluated in the scope of a program. What a program imports has no name
 * there once it is plain script (`Order` became `_order.Order`), so the names are bound again.
 */
import { scriptLexis } from '../../../core/languages/javascript/lexis.ts';
import { maskOf } from '../../../core/languages/kit/lexis.ts';
import type { NamedByCalls } from '../harness.ts';

const importClause = /(?<![\w$.])import\s+([\w$\s{},*]+?)\s*\bfrom\s*("+)/g;
const reader = '$imported';

export interface ImportedName {
  readonly name: string;
  /** It stands for the whole module: then the transform keeps its name. */
  readonly whole: boolean;
}

/** The names that ES imports of workspace modules bind and that calls mention. */
export function importedNames(source: string, named: NamedByCalls | undefined): ImportedName[] {
  const specifiers = new Set(named?.modules.home.imports?.map(([specifier]) => specifier));
  if (specifiers.size === 0 || !source.includes('import')) return [];
  const mask = maskOf(source, scriptLexis);
  const names = [...mask.matchAll(importClause)].flatMap(
    ({ 0: all, 1: clause = '', 2: quoted = '', index }) => {
      const end = index + all.length;
      return specifiers.has(source.slice(end - quoted.length + 1, end - 1))
        ? boundNames(clause)
        : [];
    },
  );
  const mentioned = new Set(named?.calls.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
  const byName = new Map(names.map((each) => [each.name, each]));
  return [...byName.values()].filter(({ name }) => mentioned.has(name));
}

function boundNames(clause: string): ImportedName[] {
  if (/^type\s+(?!,|as\b)/.test(clause)) return [];
  return clause
    .replace(/[{}]/g, ',')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^type\s+\w/.test(part))
    .flatMap((part) => {
      const name = /[\w$]+$/.exec(part)?.[0];
      return name === undefined || name === 'default'
        ? []
        : [{ name, whole: part.startsWith('*') }];
    });
}

/** Source that reads each name: it goes through the transform with the program. */
export function readersOf(names: readonly ImportedName[]): string {
  if (names.length === 0) return '';
  return `\n;const ${reader} = {${names.map(({ name }) => `${name}: () => ${name}`).join(', ')}};`;
}

/** Script that binds what the readers give; a name whose module does not load stays undefined. */
export function bindingsOf(names: readonly ImportedName[]): string {
  return names
    .filter(({ whole }) => !whole)
    .map(({ name }) => `let ${name}; try { ${name} = ${reader}.${name}(); } catch {}`)
    .join('');
}
