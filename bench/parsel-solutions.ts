import { languages } from '../src/core/languages/languages.ts';
import { maskOf, mentionedNames } from '../src/core/languages/kit/lexis.ts';

/** A recorded Python solution, taken apart. */
export interface RecordedSolution {
  /** Import statements that the functions use. */
  readonly imports: readonly string[];
  /** Source of each top-level function, in order. */
  readonly functions: ReadonlyMap<string, string>;
}

/** Splits a recorded module at its top-level statements and drops imports that nothing uses. */
export function takeApart(source: string): RecordedSolution {
  const functions = new Map<string, string>();
  const imports: string[] = [];
  for (const statement of topLevelStatements(source)) {
    const name = /^def\s+(\w+)/m.exec(statement)?.[1];
    if (name !== undefined) functions.set(name, statement);
    else if (/^(?:import|from)\s/.test(statement)) imports.push(statement);
  }
  const used = new Set(
    [...functions.values()].flatMap((code) => [...mentionedNames(code, languages.python)]),
  );
  return { imports: imports.flatMap((line) => usedPart(line, used)), functions };
}

function topLevelStatements(source: string): readonly string[] {
  const mask = maskOf(source, languages.python);
  const statements: string[][] = [];
  let start = 0;
  for (const line of source.split('\n')) {
    const code = mask.slice(start, start + line.length);
    start += line.length + 1;
    if (code.trim() === '') continue;
    if (/^[\s")\]}]/.test(code)) statements.at(-1)?.push(line);
    else statements.push([line]);
  }
  return statements.map((lines) => lines.join('\n'));
}

/** The statement with the names that are used; nothing where none is. */
function usedPart(line: string, used: ReadonlySet<string>): readonly string[] {
  const match = /^(from\s+\S+\s+)?import\s+(.*)$/.exec(line);
  const kept = (match?.[2] ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => used.has(/\bas\s+(\w+)$/.exec(item)?.[1] ?? item.split('.')[0] ?? ''));
  return kept.length === 0 ? [] : [`${match?.[1] ?? ''}import ${kept.join(', ')}`];
}
