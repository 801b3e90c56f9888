import type { CaseImport } from '../languages/kit/tests/project-case.ts';
import type { Language } from '../languages/language.ts';
import type { SyntaxSummary } from '../syntax.ts';
import type { ModuleStatement } from '../task.ts';
import type { Snapshot } from '../text.ts';

interface Move {
  /** The test file. */
  readonly from: Snapshot;
  readonly summary: SyntaxSummary;
  /** URI of the target's file. */
  readonly to: string;
  readonly known: ReadonlySet<string>;
  readonly language: Language;
}

/**
 * An import of a test file as the target's file would write it. Names that the file has stay what they
 * are there. It stands last: what it imports may want the file in turn.
 */
export function importsForProgram(
  { code, names }: CaseImport,
  { from, summary, to, known, language }: Move,
): readonly ModuleStatement[] {
  const fresh = names.filter((name) => !known.has(name));
  if (fresh.length === 0) return [];
  const statement = summary.statements.find(
    ({ range }) => from.text.slice(range.start, range.end) === code,
  );
  const listed = statement?.import?.names ?? [];
  const [module] = statement?.import?.modules ?? [];
  const { guard } = language.loading;
  const offer = (own: readonly string[], each: string): ModuleStatement => ({
    names: own,
    code: guard === undefined ? each : guard.guarded(each, 'import'),
    last: true as const,
  });
  // `require` and a default import mean what the kind of the module makes of them: they stay as they are.
  const isListed =
    /^(?:import|from)\b/.test(code) && listed.every(({ name }) => name !== 'default');
  const isWhole = fresh.length === names.length && !isListed;
  if (isWhole || listed.length === 0 || module === undefined) {
    return [offer(fresh, movedImport(code, from.uri, to))];
  }
  // One by one, files that import some of the same names agree on them.
  return listed
    .filter(({ local }) => fresh.includes(local))
    .map(({ name, local }) => {
      const taken = name === local ? name : `${name} as ${local}`;
      return offer([local], movedImport(language.imports.taking(taken, module), from.uri, to));
    });
}

/** Relative specifiers in quotes lead to the same file from elsewhere. */
function movedImport(code: string, from: string, to: string): string {
  return code.replace(/(["'])(\.\.?(?:\/[^"'\n]*)?)\1/g, (_, quote: string, module: string) => {
    const parts = from.split('/').slice(0, -1);
    for (const part of module.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.' && part !== '') parts.push(part);
    }
    const home = to.split('/').slice(0, -1);
    let shared = 0;
    while (shared < home.length && parts[shared] === home[shared]) shared += 1;
    const up = home.slice(shared).map(() => '..');
    const rest = [...(up.length === 0 ? ['.'] : up), ...parts.slice(shared)].join('/');
    return `${quote}${rest}${quote}`;
  });
}
