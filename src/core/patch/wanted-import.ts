import type { Language } from '../languages/language.ts';
import type { SyntaxImport, SyntaxStatement } from '../syntax.ts';

/** An import statement that a candidate needs. Ranges of `import` refer to `text`. */
export interface WantedImport {
  readonly text: string;
  readonly defines: readonly string[];
  readonly import?: SyntaxImport;
}

/** What of a wanted import a file does not have. */
export interface MissingImport {
  /** As a statement of its own. */
  readonly text: string;
  readonly module: string;
  /** As entries of a list, where the import does nothing but take names out of one module. */
  readonly names?: readonly string[];
}

/** Undefined where the file has all of it. */
export function missingFrom(
  wanted: WantedImport,
  existing: readonly SyntaxStatement[],
  language: Language,
): MissingImport | undefined {
  const text = wanted.text.trim();
  const bound = new Set(existing.flatMap(({ defines }) => defines));
  const module = wanted.import?.modules[0] ?? '';
  const names = wanted.import?.names ?? [];
  const absent = names.filter(({ local }) => !bound.has(local));
  const listed = new Set(names.map(({ local }) => local));
  const others = wanted.defines.filter((name) => !listed.has(name));
  const entry = ({ range }: (typeof names)[number]) =>
    wanted.text.slice(range.start, range.end).trim();
  if (names.length === 0) return missingWhole(wanted, text, module, bound, existing, language);
  if (absent.length === 0 && others.every((name) => bound.has(name))) return undefined;
  const only = others.length === 0 && !wanted.import?.typeOnly;
  return {
    text: absent.length === names.length ? text : withNames(wanted, absent.map(entry), language),
    module,
    ...(only ? { names: absent.map(entry) } : {}),
  };
}

/** An import that lists no names: of a module, of everything in it, or for its effects. */
function missingWhole(
  { defines }: WantedImport,
  text: string,
  module: string,
  bound: ReadonlySet<string>,
  existing: readonly SyntaxStatement[],
  language: Language,
): MissingImport | undefined {
  const absent = defines.filter((name) => !bound.has(name));
  if (defines.length === 0) {
    const isThere = existing.some(
      (each) => each.defines.length === 0 && each.import?.modules.includes(module),
    );
    return isThere ? undefined : { text, module };
  }
  if (absent.length === 0) return undefined;
  const some = absent.length < defines.length;
  return { text: some ? language.imports.only(text, absent) : text, module };
}

/** The wanted statement with only these entries in its list. */
function withNames(
  { text, import: found }: WantedImport,
  entries: readonly string[],
  language: Language,
): string {
  const first = found?.names[0]?.range.start ?? 0;
  const last = found?.names.at(-1)?.range.end ?? first;
  const shorter = text.slice(0, first) + entries.join(', ') + text.slice(last);
  return language.imports.tidied(shorter).trim();
}
